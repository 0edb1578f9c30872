import { z } from 'zod'
import { maxStyleLength } from '../story/episode.ts'
import { UserError } from '../story/errors.ts'
import { type Languages, languageOf } from '../story/languages.ts'
import type { Usage } from '../story/quota.ts'
import type { Settings, SettingsChange } from '../story/settings.ts'
import { readBlockedList } from './blocked.ts'
import { readChannels } from './channel-list.ts'
import { type Context, defineCommand } from './command.ts'
import { channelMention } from './place.ts'
import { type Reply, reply } from './reply.ts'
import { counted, listed } from './words.ts'

const most = 100_000
const number = (maximum: number) => z.coerce.number().int().min(0).max(maximum).optional()

/** The options and the settings that they change. */
const names = {
  characters: 'addCharacters',
  person: 'framesPerPerson',
  workspace: 'framesPerWorkspace',
  cooldown: 'cooldown',
  channels: 'channels',
  style: 'style',
  model: 'model',
  blocked: 'blocked',
} as const satisfies Record<string, keyof Settings>
type Name = keyof typeof names
const choice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: `must be ${listed(values, 'or')}` })

const options = z.object({
  characters: choice(['everyone', 'managers']).optional().describe('who may add characters'),
  person: number(most).describe('frames a day for each person, 0 for no limit'),
  workspace: number(most).describe('frames a day for all together, 0 for no limit'),
  cooldown: number(86_400).describe('seconds between two frames of one person'),
  channels: z
    .string()
    .min(1)
    .max(2000)
    .optional()
    .describe('where Troupe may be used: channels, here or everywhere'),
  style: z
    .string()
    .min(1)
    .max(maxStyleLength)
    .optional()
    .describe('how new stories are drawn; none'),
  blocked: z
    .string()
    .min(1)
    .max(2000)
    .optional()
    .describe('words that prompts and descriptions may not have, with commas; none'),
})

const resetting = (resettable: readonly Name[]) =>
  choice(['all', ...resettable])
    .optional()
    .describe('which setting gets its first value again')
const every = Object.keys(names) as Name[]
const ofOneModel = options.extend({ reset: resetting(every.filter((name) => name !== 'model')) })
const ofModels = (models: readonly [string, ...string[]]) =>
  options.extend({
    model: choice(models).optional().describe('who draws from now on'),
    reset: resetting(every),
  })

/** The options where these models draw: which one does is a choice only of several. */
function optionsFor([first, ...others]: readonly string[]):
  | typeof ofOneModel
  | ReturnType<typeof ofModels> {
  return first === undefined || others.length === 0 ? ofOneModel : ofModels([first, ...others])
}

/** Shows what a workspace decided for itself, and changes it. */
export const troupeSettingsFor = (models: readonly string[]) =>
  defineCommand({
    name: 'troupe settings',
    summary: 'Show the settings of this workspace, or change some',
    options: optionsFor(models),
    positional: [],
    example: '/troupe settings person:20 cooldown:30 channels:here',
    async run(options, context) {
      const { store, tenant, manages } = context
      if (Object.values(options).every((value) => value === undefined)) {
        return show('Settings of this workspace:', await store.settings.get(tenant), context)
      }
      if (!manages) {
        throw new UserError(
          'not-allowed',
          'Only those who manage this workspace change its settings. /troupe settings shows them.',
        )
      }
      const { characters, person, workspace, cooldown, channels, style, blocked } = options
      const given = {
        addCharacters: characters,
        framesPerPerson: person,
        framesPerWorkspace: workspace,
        cooldown,
        channels: channels === undefined ? undefined : readChannels(channels, context),
        style,
        model: 'model' in options ? options.model : undefined,
        blocked: blocked === undefined ? undefined : readBlockedList(blocked),
      }
      const change: SettingsChange = {
        ...resetOf(options.reset),
        ...saidOf(given),
        ...(/^none$/i.test(style ?? '') ? { style: undefined } : {}),
      }
      const changed = await store.settings.change(tenant, change)
      return show('Changed. Settings of this workspace:', changed, context)
    },
  })

/** Only what was said: an undefined value would bring a default back. */
const saidOf = (given: SettingsChange): SettingsChange =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))

function resetOf(reset: Name | 'all' | undefined): SettingsChange {
  if (reset === undefined) return {}
  const wanted = reset === 'all' ? Object.values(names) : [names[reset]]
  return Object.fromEntries(wanted.map((name) => [name, undefined]))
}

async function show(title: string, settings: Settings, context: Context): Promise<Reply> {
  const { store, tenant, author, manages, languages } = context
  const usage = await store.quota.usage(tenant.id, author.id)
  return reply([title, ...settingsLines(settings, usage, manages, languages)].join('\n'), {
    private: true,
  })
}

/** What a workspace decided, a line each; only those who manage it read which words are blocked. */
export function settingsLines(
  settings: Settings,
  usage: Pick<Usage, 'person' | 'workspace'>,
  manages: boolean,
  languages: Languages,
): string[] {
  const { addCharacters, framesPerPerson, framesPerWorkspace, cooldown } = settings
  const { channels, style, blocked } = settings
  const limit = (count: number) => (count === 0 ? 'no limit' : counted(count, 'frame'))
  return [
    `• characters: added by ${addCharacters === 'everyone' ? 'everyone' : 'those who manage it'}`,
    `• person: ${limit(framesPerPerson)} a day for each; you have drawn ${usage.person} today`,
    `• workspace: ${limit(framesPerWorkspace)} a day for all; ${usage.workspace} were drawn today`,
    `• cooldown: ${cooldown === 0 ? 'no wait' : counted(cooldown, 'second')} between two frames of one person`,
    `• channels: ${channels.length === 0 ? 'everywhere' : listed(channels.map(channelMention))}`,
    `• style: ${style ?? 'none'}`,
    ...modelLine(settings, languages),
    `• blocked: ${blocked.length === 0 ? 'none' : manages ? blocked.join(', ') : counted(blocked.length, 'word')}`,
    'Days begin at 00:00 UTC. Finding a face counts as one frame.',
  ]
}

/** Who draws, where there is a choice. */
function modelLine({ model }: Settings, languages: Languages): string[] {
  if (languages.length === 1) return []
  const drawing = languageOf(languages, model).model
  const gone = model === undefined || model === drawing ? '' : `, since ${model} is no longer here`
  return [
    `• model: ${drawing}${gone}. It finds the faces anew that another one found; what was asked for before stays where it is`,
  ]
}
