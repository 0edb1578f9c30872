/** Real payloads, as the double of Slack sends them, of which others are made. */

import { shortcutId } from '../../../../bot/slack/incoming.ts'
import type { Random } from '../../../../training/random.ts'
import type { AskKind } from '../../../doubles/slack/world.ts'
import type { Json } from '../../fuzz/mutate.ts'
import type { Ids } from '../../fuzz/tenants.ts'
import { labelsOf } from '../messages.ts'
import { begunStory, type TroupeOnSlack } from '../troupe.ts'

/** Whom, where and what payloads speak of. */
export interface Scene extends Ids {
  readonly team: string
  readonly botId: string
  /** Where response URLs lead. */
  readonly url: string
  readonly channelIds: readonly string[]
  readonly people: readonly {
    readonly id: string
    readonly name: string
    readonly admin: boolean
  }[]
  /** The message whose thread is the story's, in the first channel. */
  readonly storyTs: string
  /** Of a workspace that nothing here may reach. */
  readonly foreign: Ids & { readonly team: string; readonly channelId: string }
}

/** One of each kind. */
export interface Samples {
  readonly slash: Json
  readonly mention: Json
  readonly home: Json
  readonly button: Json
  readonly window: Json
  readonly shortcut: Json
}

/** Somebody does everything once. */
export async function takeSamples(here: TroupeOnSlack): Promise<Samples> {
  const { ann, thread } = await begunStory(here)
  const slash = ann.slash(here.channel, '/character')
  const view = await slash.view()
  const window = ann.submit(view, { name: 'Tomas', description: 'old man with short hair' })
  const mention = ann.mention(thread, '@Troupe next Mira in a park')
  const waiting = await here.message(thread, (one) => labelsOf(one)[0] === 'Cancel', 'the frame')
  const shortcut = ann.shortcut(waiting, shortcutId)
  const button = ann.click(waiting, 'Cancel')
  const home = ann.openHome()
  const all = { slash, mention, home, button, window, shortcut }
  await Promise.all(Object.values(all).map((one) => one.acked()))
  const payloads = Object.entries(all).map(([kind, { payload }]) => [kind, payload])
  return structuredClone(Object.fromEntries(payloads)) as Samples
}

/** The kind of envelope that a payload comes in. */
export const envelopeOf = (payload: Json): AskKind =>
  'command' in payload ? 'slash_commands' : 'event' in payload ? 'events_api' : 'interactive'

/** The id that Slack gave it, under which it is stored; anything when it was spoiled. */
export function idOf(payload: Json): unknown {
  if ('event' in payload || payload.type === 'event_callback') return payload.event_id
  if (payload.type === 'view_submission') return (payload.view as Json | undefined)?.id
  return payload.trigger_id
}

let count = 0

/** A new trigger, and where answers to it go. */
export function newTrigger({ url, team }: Scene): Json {
  count += 1
  const trigger_id = `${count}.${team}.fuzz`
  return { trigger_id, response_url: `${url}/actions/${team}/${trigger_id}` }
}

export function newId(prefix: string): string {
  count += 1
  return `${prefix}FUZZ${count}`
}

export const someone = ({ people }: Scene, random: Random) => random.pick(people)
