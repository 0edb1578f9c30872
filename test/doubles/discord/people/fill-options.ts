import { attach } from '../attachments.ts'
import type { Upload } from '../body.ts'
import { permissionsIn } from '../permissions.ts'
import { type Option, optionType } from '../rules/options.ts'
import { channelJson } from '../wire/channels.ts'
import { attachmentJson } from '../wire/messages.ts'
import { memberJson, userJson, type Wire } from '../wire/users.ts'
import type { Channel, World } from '../world.ts'

/** What somebody fills in: text, a number, yes or no, somebody or a channel, a file. */
export type OptionValue = string | number | boolean | { readonly id: string } | Upload

export interface Filled {
  readonly options: readonly Wire[]
  readonly resolved: Readonly<Record<string, Record<string, Wire>>>
}

/** Options as an interaction carries them; throws where Discord's client would not send. */
export function fillOptions(
  world: World,
  channel: Channel,
  options: readonly Option[],
  given: Readonly<Record<string, OptionValue | undefined>>,
  focused?: string,
): Filled {
  const resolved: Record<string, Record<string, Wire>> = {}
  const values = Object.entries(given).filter(([, value]) => value !== undefined)
  for (const { name, required } of options) {
    if (required && given[name] === undefined && focused === undefined) {
      throw new Error(`option ${name} is required`)
    }
  }
  const filled = values.map(([name, value]) => {
    const option = options.find((one) => one.name === name)
    if (option === undefined) {
      const names = options.map((one) => one.name).join(' ') || 'none'
      throw new Error(`no option ${name} is registered; there are ${names}`)
    }
    const { type } = option
    if (name === focused) return { name, type, value, focused: true }
    return { name, type, value: convert(world, channel, option, value!, resolved) }
  })
  return { options: filled, resolved }
}

const numeric: readonly number[] = [optionType.integer, optionType.number]
const byReference: readonly number[] = [
  optionType.user,
  optionType.channel,
  optionType.role,
  optionType.mentionable,
]

function convert(
  world: World,
  channel: Channel,
  option: Option,
  value: OptionValue,
  resolved: Record<string, Record<string, Wire>>,
): string | number | boolean {
  const { name, type, choices } = option
  const refuse = (why: string): never => {
    throw new Error(`option ${name} ${why}, not ${JSON.stringify(value)}`)
  }
  if (choices?.length && !choices.some((choice) => choice.value === value)) {
    refuse(`is one of ${choices.map((choice) => choice.value).join(' ')}`)
  }
  if (type === optionType.string) {
    return typeof value === 'string' ? checkText(option, value, refuse) : refuse('is text')
  }
  if (numeric.includes(type)) {
    return typeof value === 'number' ? checkNumber(option, value, refuse) : refuse('is a number')
  }
  if (type === optionType.boolean)
    return typeof value === 'boolean' ? value : refuse('is yes or no')
  if (typeof value !== 'object') return refuse('refers to something')
  if (byReference.includes(type)) {
    return 'id' in value ? refer(world, channel, value.id, resolved) : refuse('has an id')
  }
  if (!('bytes' in value)) return refuse('is a file')
  const attachment = attach(world, value)
  world.uploads.set(attachment.id, attachment)
  keep(resolved, 'attachments', attachment.id, attachmentJson(world, channel.id, attachment))
  return attachment.id
}

function checkText(option: Option, value: string, refuse: (why: string) => never): string {
  const { min_length: least, max_length: most } = option
  const { length } = [...value]
  if (length < (least ?? (option.required ? 1 : 0)) || length > (most ?? 6000)) {
    refuse(`has ${least ?? 0} to ${most ?? 6000} characters`)
  }
  return value
}

function checkNumber(option: Option, value: number, refuse: (why: string) => never): number {
  const { type, min_value: least, max_value: most } = option
  if (type === optionType.integer && !Number.isInteger(value)) refuse('is a whole number')
  if (value < (least ?? -Infinity) || value > (most ?? Infinity)) {
    refuse(`is between ${least} and ${most}`)
  }
  return value
}

function keep(
  resolved: Record<string, Record<string, Wire>>,
  kind: string,
  id: string,
  json: Wire,
): void {
  resolved[kind] = { ...resolved[kind], [id]: json }
}

function refer(
  world: World,
  { guildId }: Channel,
  id: string,
  resolved: Record<string, Record<string, Wire>>,
): string {
  const user = world.users.get(id)
  const channel = world.channels.get(id)
  const member = world.guilds.get(guildId ?? '')?.members.get(id)
  if (user) keep(resolved, 'users', id, userJson(user))
  if (member) keep(resolved, 'members', id, { ...memberJson(member), user: undefined })
  if (channel) {
    const permissions = String(permissionsIn(world, channel, world.bot.id))
    keep(resolved, 'channels', id, { ...channelJson(world, channel), permissions })
  }
  return id
}
