/** What people write on Slack as commands in words. Pure. */

import type { Command } from '../../commands/command.ts'
import { decodeThreadId, encodeThreadId } from '../../story/thread-id.ts'

/** Where a message stands: in a channel, or in the thread of its message `threadTs`. */
export interface Place {
  readonly team: string
  readonly channel: string
  readonly threadTs: string | undefined
}

export const slackThreadId = ({ team, channel, threadTs }: Place): string =>
  encodeThreadId({
    platform: 'slack',
    workspace: team,
    thread: threadTs === undefined ? channel : `${channel}-${threadTs}`,
  })

/** The inverse of `slackThreadId`. */
export function placeOf(threadId: string): Place {
  const { workspace, thread } = decodeThreadId(threadId)
  const [channel = '', threadTs] = thread.split('-')
  return { team: workspace, channel, threadTs }
}

/** The text as it was typed: Slack escapes three characters, and writes names behind channels. */
export const unescaped = (text: string): string =>
  text
    .replace(/<(#[A-Z0-9]+)\|[^>]*>/g, '<$1>')
    // Links that Slack made of words by itself: `<http://a.b|a.b>`.
    .replace(/<(?:https?:\/\/|mailto:)[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<(https?:\/\/[^|>]*)>/g, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')

/** What a slash command without further words means. */
const alone: Readonly<Record<string, string>> = {
  '/character': '/character add',
  '/story': '/story start',
  '/troupe': '/help',
}

/** `/story` and `next Mira in a park` as one line. Commands of one word are said behind `/troupe`. */
export function slashText(command: string, words: string, commands: readonly Command[]): string {
  const rest = unescaped(words).trim()
  if (rest === '') return alone[command] ?? command
  return command === '/troupe' && isSingle(firstWord(rest), commands)
    ? `/${rest}`
    : `${command} ${rest}`
}

/**
 * What `<@U1> next they find the door` says: a command with or without its first word. Undefined when
 * no command starts like that.
 */
export function mentionText(text: string, commands: readonly Command[]): string | undefined {
  const line = unescaped(text.replace(/^\s*(?:<@[A-Z0-9]+(?:\|[^>]*)?>\s*)+/, ''))
    .trim()
    .replace(/^\//, '')
  if (line === '') return '/help'
  const said = line.toLowerCase().split(/\s+/)
  const isSaid = (prefix: readonly string[]) =>
    commands.some(({ name }) => {
      const words = name.split(' ')
      const whole = [...prefix, ...said]
      return words.length > prefix.length && words.every((word, i) => word === whole[i])
    })
  const prefix = [[], ['story'], ['character'], ['troupe']].find(isSaid)
  return prefix === undefined ? undefined : `/${[...prefix, line].join(' ')}`
}

const firstWord = (text: string): string => text.toLowerCase().split(/\s+/)[0] ?? ''

const isSingle = (word: string, commands: readonly Command[]): boolean =>
  commands.some(({ name }) => name === word)
