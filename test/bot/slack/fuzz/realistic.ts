/** What people may really do on Slack: every command, every button, every window. */

import type { Command } from '../../../../commands/command.ts'
import { commandText, type Option, optionsOf } from '../../../../commands/usage.ts'
import type { Random } from '../../../../training/random.ts'
import { buttonIdOf } from '../../fuzz/button-ids.ts'
import type { Json } from '../../fuzz/mutate.ts'
import { numberFor, wordsFor } from '../../fuzz/words.ts'
import { newId, newTrigger, type Samples, type Scene, someone } from './scene.ts'

type Make = (scene: Scene) => Json
type Kind = keyof Samples | 'options' | 'unasked'

function somethingFor({ name, values, isNumber, minimum, maximum }: Option, random: Random) {
  if (values) return random.pick(values)
  return isNumber ? String(numberFor({ minimum, maximum }, random)) : wordsFor(name, random)
}

/** Options of a command as somebody may fill them in. */
function filledIn(command: Command, random: Random): Record<string, string> {
  const given = optionsOf(command).filter(({ isRequired }) => isRequired || random.chance(0.4))
  return Object.fromEntries(given.map((one) => [one.name, somethingFor(one, random)]))
}

/** `/story next Mira in a park`: by their names, one after the other, or only half. */
function line(command: Command, random: Random): string {
  const given = filledIn(command, random)
  return random.weighted([
    [() => commandText(command.name, given), 5],
    [() => [`/${command.name}`, ...Object.values(given)].join(' '), 4],
    [() => `/${command.name}`, 1],
  ] as const)()
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Everything that Slack may send, by its kind. */
export function realistic(
  samples: Samples,
  commands: readonly Command[],
  random: Random,
): Readonly<Record<Kind, Make>> {
  const copy = (kind: keyof Samples): Json => structuredClone(samples[kind])
  const personOf = (scene: Scene, base: Json): Json => {
    const { id, name } = someone(scene, random)
    return { ...(base.user as Json), id, name: name.toLowerCase(), username: name.toLowerCase() }
  }

  /** In the story's thread more often than anywhere else. */
  function place({ channelIds, storyTs }: Scene): { channel: string; thread_ts?: string } {
    const channel = random.pick(channelIds)
    return random.chance(0.7) ? { channel: channelIds[0]!, thread_ts: storyTs } : { channel }
  }

  function slash(scene: Scene): Json {
    const { id, name } = someone(scene, random)
    const [, command, text = ''] = /^(\/\S+)\s*(.*)$/s.exec(line(random.pick(commands), random))!
    const isOwn = ['/character', '/story', '/troupe'].includes(command!)
    return {
      ...copy('slash'),
      ...newTrigger(scene),
      ...{ user_id: id, user_name: name.toLowerCase(), channel_id: place(scene).channel },
      command: isOwn ? command : '/troupe',
      text: escaped(isOwn ? text : `${command!.slice(1)} ${text}`),
    }
  }

  function event(base: Json, change: Json): Json {
    return { ...base, event_id: newId('Ev'), event: { ...(base.event as Json), ...change } }
  }

  function mention(scene: Scene): Json {
    const said = line(random.pick(commands), random).replace(/^\/(?:story |troupe )?/, '')
    const { thread_ts, ...rest } = copy('mention').event as Json
    const base = { ...copy('mention'), event: rest }
    const words = random.chance(0.9) ? said : wordsFor('prompt', random)
    return event(base, {
      user: someone(scene, random).id,
      text: `<@${scene.botId}> ${escaped(words)}`,
      ts: String(thread_ts),
      ...place(scene),
    })
  }

  function button(scene: Scene): Json {
    const base = copy('button')
    const { channel, thread_ts } = place(scene)
    const [action] = base.actions as [Json]
    return {
      ...base,
      ...newTrigger(scene),
      user: personOf(scene, base),
      channel: { id: channel, name: 'stories' },
      container: { ...(base.container as Json), channel_id: channel, thread_ts },
      actions: [{ ...action, action_id: buttonIdOf(scene, random) }],
    }
  }

  function window(scene: Scene): Json {
    const command = random.pick(commands)
    const { team, foreign } = scene
    const at = place(scene)
    const here = at.thread_ts === undefined ? at.channel : `${at.channel}-${at.thread_ts}`
    const threadId = random.chance(0.95)
      ? `slack:${team}:${here}`
      : `slack:${foreign.team}:${foreign.channelId}`
    const values = Object.entries(filledIn(command, random)).map(([name, value]) => [
      name,
      { value: random.chance(0.8) ? { value } : { selected_option: { value } } },
    ])
    const base = copy('window')
    return {
      ...base,
      ...newTrigger(scene),
      user: personOf(scene, base),
      view: {
        ...(base.view as Json),
        id: newId('V'),
        private_metadata: JSON.stringify({ command: command.name, hidden: {}, threadId }),
        state: { values: Object.fromEntries(values) },
      },
    }
  }

  function shortcut(scene: Scene): Json {
    const base = copy('shortcut')
    const { channel, thread_ts } = place(scene)
    const message = { ...(base.message as Json), ...(thread_ts ? { thread_ts } : {}) }
    const user = personOf(scene, base)
    return {
      ...base,
      ...newTrigger(scene),
      user,
      channel: { id: channel, name: 'stories' },
      message,
    }
  }

  const home = (scene: Scene): Json => {
    const tab = random.pick(['home', 'home', 'messages'])
    return event(copy('home'), { user: someone(scene, random).id, tab })
  }

  /** What a menu that asks for its options sends; Troupe has none. */
  const options = (scene: Scene): Json => {
    const { actions, response_url, ...base } = button(scene)
    const action_id = buttonIdOf(scene, random)
    return { ...base, type: 'block_suggestion', action_id, block_id: 'b', value: 'Mi' }
  }

  /** Kinds that Troupe never asked for, and that it is gone. */
  function unasked(scene: Scene): Json {
    const base = copy('mention')
    const other = shortcut(scene)
    return random.pick<() => Json>([
      () => event(base, { type: 'message', subtype: 'channel_join' }),
      () => event(base, { type: 'reaction_added', item: { type: 'message' } }),
      () => event(base, { type: 'team_join', user: { id: someone(scene, random).id } }),
      () => event(base, { type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: [] } }),
      () => event(base, { type: 'tokens_revoked' }),
      () => event(base, { type: 'close' }),
      () => ({ ...window(scene), type: 'view_closed' }),
      () => ({ ...other, callback_id: 'another' }),
      () => ({ ...other, type: 'shortcut', callback_id: 'anything' }),
      () => ({ ...button(scene), type: 'interactive_message' }),
      () => ({ ...button(scene), type: 'workflow_step_edit', actions: undefined }),
    ])()
  }

  return { slash, mention, home, button, window, shortcut, options, unasked }
}
