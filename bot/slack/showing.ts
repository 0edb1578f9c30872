/** How messages show their pictures: as files of Slack, by an address where it takes none, else in words. */

import type { ChatLog, Line, Outgoing, Picture } from '../chat.ts'
import { Refused } from './api.ts'
import { NotTaken } from './files.ts'
import { type Content, type Shown, toContent } from './outgoing.ts'
import type { PictureAddresses } from './picture-addresses.ts'
import type { Workspace } from './workspaces.ts'

/**
 * Does `work` with the message, again with less of it only when Slack has refused it: nothing of what
 * was refused stands there.
 */
export type Show = <T>(
  workspace: Workspace,
  message: Outgoing,
  work: (content: Content) => Promise<T>,
) => Promise<T>

const notTaken = (why: string): Line => ({
  text:
    `Slack did not take a picture: ${why}. It is kept, and shown when you ask for it: @Troupe show ` +
    'in the thread of a story, /character show in a channel.',
})

/** One way to show the pictures of a message. */
interface Way {
  readonly shown: readonly Shown[]
  /** Why some are left out. */
  readonly why: string
}

const noFile = 'it does not show it'
const inWords: Way = { shown: [], why: noFile }

/** Without `addresses` Slack has no way to fetch a picture from us. */
export function openShowing(addresses: PictureAddresses | undefined, log: ChatLog): Show {
  const warn = (err: unknown): void => log.warn({ err }, 'Slack does not take a picture.')

  const byAddress = (team: string, { alt, shows }: Picture): Shown[] =>
    addresses === undefined || shows === undefined
      ? []
      : [{ address: addresses.of({ team, ...shows }), alt }]

  async function byFile({ team, files }: Workspace, pictures: readonly Picture[]): Promise<Way> {
    const shown: Shown[] = []
    let why = noFile
    for (const picture of pictures) {
      try {
        shown.push({ fileId: await files.upload(picture), alt: picture.alt })
      } catch (err) {
        if (!(err instanceof NotTaken)) throw err
        warn(err)
        why = err.message
        shown.push(...byAddress(team, picture))
      }
    }
    return { shown, why }
  }

  return async (workspace, message, work) => {
    const { pictures } = message
    const first = await byFile(workspace, pictures)
    const second: Way = {
      shown: pictures.flatMap((picture) => byAddress(workspace.team, picture)),
      why: noFile,
    }
    const isNew = first.shown.some((one) => 'fileId' in one) && second.shown.length > 0
    const ways = [first, ...(isNew ? [second] : []), ...(first.shown.length > 0 ? [inWords] : [])]
    for (const { shown, why } of ways) {
      const lines = shown.length < pictures.length ? [notTaken(why)] : []
      const whole = { ...message, lines: [...message.lines, ...lines] }
      try {
        return await work(toContent(whole, shown))
      } catch (err) {
        const isShown = err instanceof Refused && err.reason === 'invalid_blocks'
        if (!isShown || shown.length === 0) throw err
        warn(err)
      }
    }
    throw new Error('a message in words is shown or refused')
  }
}
