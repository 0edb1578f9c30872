/** What people do on Slack, carried out: slash commands, buttons, windows, shortcuts, mentions. */

import type { Command } from '../../commands/command.ts'
import { type Completion, complete } from '../../commands/complete.ts'
import type { Invocation } from '../../commands/dispatch.ts'
import { tryAgain } from '../../commands/outage.ts'
import { halfSaid } from '../../commands/parse.ts'
import { optionsOf, usage } from '../../commands/usage.ts'
import { UserError } from '../../story/errors.ts'
import type { Languages } from '../../story/languages.ts'
import { isOutage } from '../../story/outage.ts'
import type { Alone } from '../alone.ts'
import { sentence, Unreachable } from '../chat.ts'
import type { PoseTaker } from '../poses/take-pose.ts'
import {
  type Asker,
  askedCommands,
  type Desk,
  meaningOf,
  ofAnotherTime,
  speak,
  tellFailure,
} from '../speak.ts'
import type { SlackChat } from './chat.ts'
import { mentionText, type Place, placeOf, slackThreadId, slashText } from './said.ts'
import { commandWindow, type Filled, type WindowAsk, windowSays } from './windows.ts'
import type { Workspaces } from './workspaces.ts'

export interface SlackDesk extends Desk {
  readonly workspaces: Workspaces
  readonly alone: Alone
  readonly chat: SlackChat
  readonly commands: readonly Command[]
  readonly languages: Languages
  readonly poses: PoseTaker
}

/** Something that somebody did, whatever it was. */
export interface Doing {
  /** Slack's own id of it: the same one again is the same doing. */
  readonly id: string
  readonly userId: string
  readonly userName: string | undefined
  readonly place: Place
  readonly responseUrl: string | undefined
  /** Opens one window, for three seconds. */
  readonly triggerId: string | undefined
  readonly acknowledge: () => Promise<void>
}

/** Longer than what was signed once can be sent again. */
const replayMs = 11 * 60_000

const inThreads =
  'Slack runs no slash commands in threads. In the thread of a story press Next under a frame, or ' +
  'mention me: @Troupe next they find the door. In a channel: /story start, /character add.'

/**
 * `work`, and when it fails somebody hears of it; never throws. The same doing, when it comes to two
 * processes, is done by one after the other, so that the second finds what the first did.
 */
async function safely(
  doing: Doing,
  desk: SlackDesk,
  work: (asker: Asker) => Promise<void>,
): Promise<void> {
  const asker = askerOf(doing, desk)
  try {
    await desk.alone.run(`doing ${doing.place.team} ${doing.id}`, () => work(asker))
  } catch (err) {
    if (err instanceof Unreachable || err instanceof UserError) await hear(asker, err.message, desk)
    else if (isOutage(err)) await hear(asker, tryAgain, desk)
    else await tellFailure(asker, err, desk)
  }
}

const hear = (asker: Asker, words: string, { log }: SlackDesk): Promise<void> =>
  asker.tell(sentence(words)).catch((err: unknown) => {
    log.warn({ err }, 'Whoever asked could not be answered.')
  })

function askerOf(doing: Doing, { chat, log }: SlackDesk): Asker {
  let isAcknowledged = false
  const acknowledge = async (): Promise<void> => {
    if (isAcknowledged) return
    isAcknowledged = true
    await doing.acknowledge().catch((err: unknown) => {
      log.warn({ err }, 'Something could not be acknowledged.')
    })
  }
  return {
    acknowledge,
    async tell(message) {
      await acknowledge()
      const { userId, responseUrl } = doing
      const whisper = { threadId: slackThreadId(doing.place), userId, responseUrl }
      await chat.whisper(whisper, message, `whisper:${doing.id}`)
    },
    done: acknowledge,
  }
}

async function say(doing: Doing, text: string, asker: Asker, desk: SlackDesk): Promise<void> {
  const { id, userId, userName, place } = doing
  const { people } = await desk.workspaces.of(place.team)
  const { name, manages } = await people.find(userId, userName)
  const said: Invocation = {
    text,
    sourceId: id,
    threadId: slackThreadId(place),
    author: { id: userId, name },
    manages,
    channelId: place.channel,
  }
  await speak(said, asker, place.threadTs === undefined ? outsideThreads(desk) : desk)
}

/** Where a story is looked for outside of its thread, the answer says how to go on inside. */
const outsideThreads = (desk: SlackDesk): SlackDesk => ({
  ...desk,
  say: async (said, acknowledge) => {
    const answered = await desk.say(said, acknowledge)
    const { reply } = answered
    return reply.error?.code === 'no-story'
      ? { ...answered, reply: { ...reply, text: `${reply.text}\n${inThreads}` } }
      : answered
  },
})

export const handleSlash = (
  doing: Doing,
  slash: string,
  words: string,
  desk: SlackDesk,
): Promise<void> =>
  safely(doing, desk, async (asker) => {
    const text = slashText(slash, words, desk.commands)
    const half = halfSaid(text, desk.commands)
    if (half === undefined) return say(doing, text, asker, desk)
    // Nothing was said yet, so there is nothing to store.
    await asker.acknowledge()
    await openWindow(doing, half, asker, desk)
  })

/** Opens the window for a command; whoever cannot be shown one reads how it is written. */
async function openWindow(
  doing: Doing,
  ask: Omit<WindowAsk, 'threadId' | 'completions' | 'takesPictures'>,
  asker: Asker,
  desk: SlackDesk,
): Promise<void> {
  const threadId = slackThreadId(doing.place)
  const { command } = ask
  const { api } = await desk.workspaces.of(doing.place.team)
  // Its window was opened already: the same thing again.
  if (!(await desk.store.locks.first(`window ${doing.place.team} ${doing.id}`, replayMs))) return
  try {
    const completions = await completionsOf(command, threadId, desk)
    const takesPictures = await desk.poses.drawsPoses(threadId)
    const view = commandWindow({ ...ask, threadId, completions, takesPictures })
    await api.call('views.open', { trigger_id: doing.triggerId, view })
  } catch (err) {
    desk.log.warn({ err }, 'A window could not be opened.')
    await asker.tell(sentence(`I could not open a window. Write it out: ${usage(command)}`))
  }
}

/** What may be picked for options of one name; lists of names are typed. */
async function completionsOf(
  command: Command,
  threadId: string,
  { store, commands, languages }: SlackDesk,
): Promise<Record<string, Completion[]>> {
  const tenant = await store.tenant('slack', placeOf(threadId).team)
  const place = { store, tenant, threadId, commands, languages }
  const picked = optionsOf(command).filter(
    ({ suggest }) => suggest === 'character' || suggest === 'frame',
  )
  const found = await Promise.all(
    picked.map(async ({ name }) => [name, await complete(command, name, '', place)] as const),
  )
  return Object.fromEntries(found)
}

export const handleButton = (doing: Doing, buttonId: string, desk: SlackDesk): Promise<void> =>
  safely(doing, desk, async (asker) => {
    const meaning = await meaningOf(buttonId, slackThreadId(doing.place), desk.store)
    if (meaning === undefined) return asker.tell(ofAnotherTime)
    if ('says' in meaning) return say(doing, meaning.says, asker, desk)
    await asker.acknowledge()
    const { asks, frameId, prompt } = meaning
    const hidden: Record<string, string> = asks === 'edit' ? { frame: frameId } : {}
    await openPrompt(doing, asks, { hidden, ...(prompt ? { given: { prompt } } : {}) }, asker, desk)
  })

/** The shortcut on a message: the next frame of the story in its thread. */
export const handleShortcut = (doing: Doing, desk: SlackDesk): Promise<void> =>
  safely(doing, desk, async (asker) => {
    await asker.acknowledge()
    await openPrompt(doing, 'next', {}, asker, desk)
  })

async function openPrompt(
  doing: Doing,
  asks: keyof typeof askedCommands,
  more: Pick<WindowAsk, 'given' | 'hidden'>,
  asker: Asker,
  desk: SlackDesk,
): Promise<void> {
  const command = desk.commands.find(({ name }) => name === askedCommands[asks])
  if (command === undefined) return asker.tell(ofAnotherTime)
  // Other words are for the same pose.
  const only = asks === 'next' ? ['prompt', 'pose'] : ['prompt']
  await openWindow(doing, { command, only, ...more }, asker, desk)
}

/** A window that was filled in says where it was opened, which is in its own workspace. */
export function handleWindow(
  doing: Omit<Doing, 'place'>,
  team: string,
  metadata: string,
  filled: Filled,
  desk: SlackDesk,
): Promise<void> {
  const said = windowSays(metadata, filled)
  const place = said && placeOf(said.threadId)
  if (said === undefined || place?.team !== team) return doing.acknowledge()
  const whole = { ...doing, place }
  return safely(whole, desk, async (asker) => {
    const words: Record<string, string> = {}
    for (const [name, url] of Object.entries(said.attached)) {
      // Kept before the window is acknowledged: that says that nothing of it is lost.
      const { attached } = await desk.workspaces.of(team)
      words[name] = await desk.poses.take(said.threadId, () => attached(url))
    }
    await say(whole, said.textWith(words), asker, desk)
  })
}

export const handleMention = (doing: Doing, words: string, desk: SlackDesk): Promise<void> =>
  safely(doing, desk, async (asker) => {
    const text = mentionText(words, desk.commands)
    await (text === undefined ? asker.tell(sentence(inThreads)) : say(doing, text, asker, desk))
  })
