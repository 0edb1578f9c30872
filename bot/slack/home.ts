/** The app's home: the workspace's cast, its stories, what may be drawn, and its settings. */

import type { types } from '@slack/bolt'
import { settingsLines } from '../../commands/troupe-settings.ts'
import { counted } from '../../commands/words.ts'
import type { Character } from '../../story/character.ts'
import type { Story } from '../../story/episode.ts'
import type { Languages } from '../../story/languages.ts'
import type { FrameStore } from '../../story/ports/pictures.ts'
import type { Store } from '../../story/ports/store.ts'
import type { Usage } from '../../story/quota.ts'
import type { Settings } from '../../story/settings.ts'
import { portraitAlt } from '../character-message.ts'
import type { ChatLog } from '../chat.ts'
import type { SlackApi } from './api.ts'
import type { SlackFiles } from './files.ts'
import { escaped, shortened, words } from './outgoing.ts'
import { placeOf } from './said.ts'

type KnownBlock = types.KnownBlock

/** What the home shows. */
export interface HomeView {
  /** With the file of the portrait, where there is one. */
  readonly cast: readonly { readonly character: Character; readonly portrait: string | undefined }[]
  readonly stories: readonly { readonly story: Story; readonly frames: number }[]
  readonly usage: Usage
  readonly settings: Settings
  readonly languages: Languages
  /** Whether whoever looks may change the settings. */
  readonly manages: boolean
  /** `https://readers.slack.com/`. */
  readonly address: string
}

/** A home holds 100 blocks. */
const mostCharacters = 30
const mostStories = 30

/** Pure. */
export function homeBlocks(view: HomeView): KnownBlock[] {
  const { cast, stories, usage, settings, manages, languages } = view
  const settled = settingsLines(settings, usage, manages, languages)
  const change = manages
    ? 'You may change them: /troupe settings person:20'
    : 'Admins of the workspace change them with /troupe settings.'
  return [
    header('Cast'),
    ...(cast.length === 0
      ? [words([{ text: 'Nobody yet. Add somebody in a channel: /character add' }])]
      : cast.slice(0, mostCharacters).map(castBlock)),
    ...more(cast.length - mostCharacters),
    header('Stories'),
    ...(stories.length === 0
      ? [words([{ text: 'None yet. Begin one in a channel: /story start' }])]
      : stories.slice(0, mostStories).map((one) => storyBlock(one, view.address))),
    ...more(stories.length - mostStories),
    header('What may be drawn'),
    words([...settled, change].map((text) => ({ text }))),
  ]
}

const more = (count: number): KnownBlock[] =>
  count > 0 ? [words([{ text: `… and ${count} more.` }])] : []

const header = (text: string): KnownBlock => ({
  type: 'header',
  text: { type: 'plain_text', text },
})

const states = {
  discovering: ' (a face is being found)',
  ready: '',
  failed: ' (no face was found)',
} as const satisfies Record<Character['state'], string>

function castBlock({ character, portrait }: HomeView['cast'][number]): KnownBlock {
  const { name, description, state } = character
  const about = `${name}: ${description}${states[state]}`
  return {
    type: 'section',
    text: { type: 'plain_text', text: escaped(about, 1000), emoji: false },
    ...(portrait === undefined
      ? {}
      : {
          accessory: {
            type: 'image' as const,
            slack_file: { id: portrait },
            alt_text: shortened(portraitAlt(character), 1900),
          },
        }),
  }
}

function storyBlock({ story, frames }: HomeView['stories'][number], address: string): KnownBlock {
  const { channel, threadTs } = placeOf(story.threadId)
  const url =
    threadTs === undefined
      ? `${address}archives/${channel}`
      : `${address}archives/${channel}/p${threadTs.replace('.', '')}`
  return {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'link', url, text: story.title },
          { type: 'text', text: ` · ${counted(frames, 'frame')}` },
        ],
      },
    ],
  }
}

interface HomeHelpers {
  readonly store: Store
  readonly pictures: FrameStore
  readonly languages: Languages
  readonly api: SlackApi
  readonly files: SlackFiles
  readonly address: string
  readonly log: ChatLog
}

/** Shows somebody the home of their workspace as it is now. */
export async function showHome(
  { team, userId, manages }: { team: string; userId: string; manages: boolean },
  { store, pictures, languages, api, files, address, log }: HomeHelpers,
): Promise<void> {
  const tenant = await store.tenant('slack', team)
  const characters = await store.characters.list(tenant.id)
  const cast: { character: Character; portrait: string | undefined }[] = []
  for (const [place, character] of characters.entries()) {
    const isShown = place < mostCharacters
    cast.push({ character, portrait: isShown ? await portraitOf(character) : undefined })
  }
  const view: HomeView = {
    cast,
    stories: (await store.stories.list(tenant.id)).toReversed(),
    usage: await store.quota.usage(tenant.id, userId),
    settings: await store.settings.get(tenant),
    languages,
    manages,
    address,
  }
  const home = { type: 'home', blocks: homeBlocks(view) }
  await api.call('views.publish', { user_id: userId, view: home })

  /** A portrait that Slack does not take is left out. */
  async function portraitOf(character: Character): Promise<string | undefined> {
    const key = character.portrait
    const bytes = key === undefined ? undefined : await pictures.get(key)
    if (bytes === undefined) return undefined
    return files.upload({ bytes, name: 'portrait.png' }).catch((err: unknown) => {
      log.warn({ err }, 'A portrait is not shown in the home.')
      return undefined
    })
  }
}
