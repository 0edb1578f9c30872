/** What Slack sends, and what it may send by mistake. */

import type { Command } from '../../../../commands/command.ts'
import type { Random } from '../../../../training/random.ts'
import type { Json } from '../../fuzz/mutate.ts'
import type { Source } from '../../fuzz/stream.ts'
import { realistic } from './realistic.ts'
import { idOf, type Samples, type Scene } from './scene.ts'

export function slackSource(
  samples: Samples,
  commands: readonly Command[],
  random: Random,
): Source<Scene> {
  const make = realistic(samples, commands, random)
  return {
    kinds: {
      slash: [make.slash, 7],
      mention: [make.mention, 5],
      button: [make.button, 5],
      window: [make.window, 4],
      shortcut: [make.shortcut, 2],
      home: [make.home, 1],
      options: [make.options, 1],
      unasked: [make.unasked, 2],
    },
    written: ['text', 'value', 'action_id', 'private_metadata', 'user_name', 'name', 'username'],
    elsewhere: (payload, scene) => elsewhere(payload, scene, random),
    sameId,
  }
}

/** Of another workspace, or about a channel of one. */
function elsewhere(payload: Json, { foreign }: Scene, random: Random): Json {
  const team = 'team' in payload ? { team: { ...(payload.team as Json), id: foreign.team } } : {}
  return random.pick([
    () => ({ ...payload, ...team, team_id: foreign.team }),
    () => inChannel(payload, foreign.channelId),
  ])()
}

function inChannel(payload: Json, id: string): Json {
  if ('channel_id' in payload) return { ...payload, channel_id: id }
  if ('event' in payload) return { ...payload, event: { ...(payload.event as Json), channel: id } }
  return { ...payload, channel: { id, name: 'elsewhere' } }
}

function sameId(copy: Json, before: Json): Json {
  const id = idOf(before)
  if ('event' in before || before.type === 'event_callback') return { ...copy, event_id: id }
  if (before.type !== 'view_submission') return { ...copy, trigger_id: id }
  return { ...copy, view: { ...(copy.view as Json), id } }
}
