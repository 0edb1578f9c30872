/** What people may really do: every command that is registered, every button, every window. */

import type { Random } from '../../../../training/random.ts'
import type { Command } from '../../../doubles/discord/rules/commands.ts'
import type { Option } from '../../../doubles/discord/rules/options.ts'
import { buttonIdOf } from '../../fuzz/button-ids.ts'
import type { Json } from '../../fuzz/mutate.ts'
import { numberFor, wordsFor } from '../../fuzz/words.ts'
import { envelope, messageOf, type Scene } from './envelope.ts'

const group = 2
const subcommand = 1
const integer = 4

function somethingFor(option: Option, random: Random): unknown {
  const { name, type, choices, min_value: minimum, max_value: maximum } = option
  if (choices?.length) return random.pick(choices).value
  return type === integer ? numberFor({ minimum, maximum }, random) : wordsFor(name, random)
}

interface Path {
  readonly steps: readonly Option[]
  readonly options: readonly Option[]
}

/** Everything that can be said with a command: itself, or each of its subcommands. */
function pathsOf(options: readonly Option[], steps: readonly Option[] = []): Path[] {
  const inner = options.filter(({ type }) => type === group || type === subcommand)
  if (inner.length === 0) return [{ steps, options }]
  return inner.flatMap((one) => pathsOf(one.options ?? [], [...steps, one]))
}

function dataOf(command: Command, path: Path, filled: readonly Json[]): Json {
  const options = path.steps.reduceRight<readonly Json[]>(
    (inside, { name, type }) => [{ name, type, options: inside }],
    filled,
  )
  return { id: command.id, name: command.name, type: 1, options, resolved: {} }
}

const filledIn = (option: Option, random: Random): Json => ({
  name: option.name,
  type: option.type,
  value: somethingFor(option, random),
})

/** A slash command. */
export function said(scene: Scene, commands: readonly Command[], random: Random): Json {
  const command = random.pick(commands)
  const path = random.pick(pathsOf(command.options ?? []))
  const given = path.options.filter(({ required }) => required || random.chance(0.5))
  const filled = given.map((option) => filledIn(option, random))
  return { ...envelope(2, scene, random), data: dataOf(command, path, filled) }
}

/** What somebody types into an option that is completed. */
export function typing(scene: Scene, commands: readonly Command[], random: Random): Json {
  const ways = commands.flatMap((command) =>
    pathsOf(command.options ?? []).flatMap((path) =>
      path.options.flatMap((option) => (option.autocomplete ? [{ command, path, option }] : [])),
    ),
  )
  const { command, path, option } = random.pick(ways)
  const others = path.options.filter((one) => one !== option && random.chance(0.4))
  const filled = [
    ...others.map((one) => filledIn(one, random)),
    { ...filledIn(option, random), focused: true },
  ]
  return { ...envelope(4, scene, random), data: dataOf(command, path, filled) }
}

export function pressed(scene: Scene, random: Random): Json {
  const payload = envelope(3, scene, random)
  const custom_id = buttonIdOf(scene, random)
  const button = { type: 2, id: 2, style: 2, label: 'Redo', custom_id }
  return {
    ...payload,
    data: { id: 2, component_type: 2, custom_id },
    message: messageOf(payload, scene.botId, [button]),
  }
}

/** A window that was sent off: its field under a label, or in a row as older clients have it. */
export function submitted(scene: Scene, random: Random): Json {
  const payload = envelope(5, scene, random)
  const field = { type: 4, id: 2, custom_id: 'prompt', value: wordsFor('prompt', random) }
  const component = random.chance(0.6)
    ? { type: 18, id: 1, component: field }
    : { type: 1, id: 1, components: [field] }
  return {
    ...payload,
    data: { custom_id: buttonIdOf(scene, random), components: [component], resolved: {} },
    ...(random.chance(0.7) ? { message: messageOf(payload, scene.botId, []) } : {}),
  }
}

/** Kinds that Troupe never asked for. */
export function unasked(scene: Scene, random: Random): Json {
  const payload = envelope(random.pick([1, 2, 3, 6, 99]), scene, random)
  const id = random.pick(scene.people).id
  const data = random.pick<Json>([
    { id: '1', name: 'Draw them', type: 2, target_id: id, resolved: {} },
    { id: '1', name: 'Draw this', type: 3, target_id: id, resolved: { messages: {} } },
    { id: '1', name: 'launch', type: 4 },
    { id: '1', name: 'later', type: 77 },
    { component_type: 3, custom_id: 'menu', values: ['a'] },
    { component_type: 5, custom_id: 'menu', values: [id], resolved: { users: {} } },
    { component_type: 8, custom_id: 'menu', values: [] },
    { component_type: 44, custom_id: 'menu' },
  ])
  const isComponent = 'component_type' in data
  return {
    ...payload,
    data,
    ...(isComponent ? { message: messageOf(payload, scene.botId, []) } : {}),
  }
}
