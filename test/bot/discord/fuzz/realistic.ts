/** What people may really do: every command that is registered, every button, every window. */

import type { Random } from '../../../../training/random.ts'
import type { Command } from '../../../doubles/discord/rules/commands.ts'
import type { Option } from '../../../doubles/discord/rules/options.ts'
import { envelope, type Json, messageOf, type Scene } from './envelope.ts'

const texts: Readonly<Record<string, readonly string[]>> = {
  prompt: [
    'Mira in a park',
    'Mira and Tomas sit under a tree',
    'a cat',
    'Zed flies',
    'MIRA "runs"',
  ],
  name: ['Mira', 'Tomas', 'Zed', 'mi', 'José', '山田', 'with: colon'],
  description: ['young woman with long red hair', 'old man', 'a lamp', 'boy'],
  title: ['The lighthouse', 'The well', '@everyone come', '**bold** [link](https://example.com)'],
  style: ['ink', 'watercolor', 'w'],
  frame: ['1', '2', '3', '99', 'first', ''],
  with: ['Mira', 'Mira, Tomas', 'Mira and Zed'],
}
const anything = ['Mira', '1', 'The lighthouse', 'on', 'général', '-5', '🎭', ' ', 'x'.repeat(90)]

const group = 2
const subcommand = 1
const integer = 4

function somethingFor(option: Option, random: Random): unknown {
  const { name, type, choices, min_value, max_value } = option
  if (choices?.length) return random.pick(choices).value
  if (type === integer) return random.integer(min_value ?? 0, Math.min(max_value ?? 100, 2 ** 31))
  return random.pick(random.chance(0.7) ? (texts[name] ?? anything) : anything)
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

const verbs = ['next', 'redo', 'edit', 'before', 'undo', 'info', 'cancel', 'vote'] as const

/** Ids of our buttons, of another server's, and of nobody's. */
function customIdOf(scene: Scene, random: Random): string {
  const { frameIds, commandIds, foreign } = scene
  const strange = ['', 'next', 'next:', 'say:x:0', ':::', 'cancel:1', '../x', 'next:%00', 'é:ü']
  return random.weighted<() => string>([
    [() => `${random.pick(verbs)}:${random.pick(frameIds)}`, 10],
    [() => `say:${random.pick(commandIds)}:${random.integer(0, 9)}`, 3],
    [() => `${random.pick(verbs)}:${random.pick(foreign.frameIds)}`, 3],
    [() => `say:${random.pick(foreign.commandIds)}:0`, 1],
    [() => `${random.pick(verbs)}:00000000-0000-4000-8000-000000000000`, 1],
    [() => random.pick(strange), 2],
  ])()
}

export function pressed(scene: Scene, random: Random): Json {
  const payload = envelope(3, scene, random)
  const custom_id = customIdOf(scene, random)
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
  const field = { type: 4, id: 2, custom_id: 'prompt', value: random.pick(texts.prompt!) }
  const component = random.chance(0.6)
    ? { type: 18, id: 1, component: field }
    : { type: 1, id: 1, components: [field] }
  return {
    ...payload,
    data: { custom_id: customIdOf(scene, random), components: [component], resolved: {} },
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
