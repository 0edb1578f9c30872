import { DiscordError, type Problem, refuse } from '../errors.ts'
import { editMessage, type Files, postMessage } from '../messages.ts'
import { checkMessage, flag, type MessageBody } from '../rules/message.ts'
import { checkModal, type ModalBody } from '../rules/modal.ts'
import { messageJson } from '../wire/messages.ts'
import type { Choice, Interaction, World } from '../world.ts'
import { type Answer, type Call, done, ok, type Route } from './route.ts'

/** How long a bot may take for its first answer. */
export const answerMs = 3000

export const answerType = {
  message: 4,
  deferred: 5,
  deferredUpdate: 6,
  update: 7,
  choices: 8,
  modal: 9,
} as const

interface Callback {
  readonly type: number
  readonly data?: unknown
}

/** First answers to interactions. */
export const interactionRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/interactions/{interaction_id}/{interaction_token}/callback',
    isOpen: true,
    handle: answer,
  },
]

function answer({ world, params, query, body, files }: Call): Answer {
  const interaction = world.interactions.get(params.interaction_token!)
  if (interaction?.id !== params.interaction_id) throw new DiscordError(10062)
  noteLate(world)
  if (world.now() - interaction.createdAt > answerMs) throw new DiscordError(10062)
  if (interaction.answer !== undefined) throw new DiscordError(40060)
  const callback = body as Callback
  if (!fits(interaction, callback.type)) {
    const message = `${callback.type} is no answer to an interaction of type ${interaction.type}`
    throw new DiscordError(50035, [{ at: 'type', message }])
  }
  const answeredAt = world.now()
  carryOut(world, interaction, callback, files)
  Object.assign(interaction, { answer: callback.type, answeredAt })
  return query.get('with_response') === 'true' ? ok(withResponse(world, interaction)) : done
}

function fits({ type, source }: Interaction, answer: number): boolean {
  const { message, deferred, deferredUpdate, update, choices, modal } = answerType
  if (type === 4) return answer === choices
  if (answer === message || answer === deferred) return true
  if (answer === deferredUpdate || answer === update) return source !== undefined
  return answer === modal && type !== 5
}

function carryOut(
  world: World,
  interaction: Interaction,
  { type, data }: Callback,
  files: Files,
): void {
  const { channel, user, source } = interaction
  const body = (data ?? {}) as MessageBody
  if (type === answerType.modal) {
    showModal(interaction, data as ModalBody)
    return
  }
  if (type === answerType.choices) {
    interaction.choices = offered(data as { readonly choices?: readonly Choice[] | null })
    return
  }
  refuse(inData(checkMessage(body, source?.componentsV2)))
  if (type === answerType.deferredUpdate || type === answerType.update) {
    if (type === answerType.update) editMessage(world, source!, body, files)
    interaction.original = source
    return
  }
  const onlyFor = (body.flags ?? 0) & flag.ephemeral ? user : undefined
  const loading = type === answerType.deferred
  const words = loading ? {} : body
  const writer = { author: world.bot, interaction, onlyFor, loading }
  interaction.original = postMessage(world, channel, words, files, writer)
}

const inData = (problems: readonly Problem[]): Problem[] =>
  problems.map(({ at, message }) => ({ at: `data.${at}`, message }))

function showModal(interaction: Interaction, body: ModalBody): void {
  refuse(checkModal(body))
  const { custom_id: customId, title, components } = body
  interaction.modal = { customId, title, components, interaction }
}

function offered({ choices }: { readonly choices?: readonly Choice[] | null }): readonly Choice[] {
  const given = choices ?? []
  refuse(
    given.flatMap(({ value }, index) =>
      typeof value === 'string' && value.length > 100
        ? [{ at: `data.choices.${index}.value`, message: 'Must be 100 or fewer in length.' }]
        : [],
    ),
  )
  return given
}

/** What came of it: a message that was made, or one that was updated. */
const resourceType = (answer: number | undefined): number =>
  answer === answerType.update || answer === answerType.deferredUpdate ? 7 : 4

function withResponse(world: World, { id, type, answer, original }: Interaction): unknown {
  const message = original && {
    response_message_id: original.id,
    response_message_loading: original.loading,
    response_message_ephemeral: original.onlyFor !== undefined,
  }
  return {
    interaction: { id, type, ...message },
    ...(original
      ? { resource: { type: resourceType(answer), message: messageJson(world, original) } }
      : {}),
  }
}

/** Writes down, once, each interaction that nobody answered in time. */
export function noteLate({ interactions, now, violations }: World): void {
  for (const interaction of interactions.values()) {
    const { about, answer, createdAt, late } = interaction
    if (answer !== undefined || late || now() - createdAt <= answerMs) continue
    interaction.late = true
    violations.push(`interaction ${about} was not answered within ${answerMs / 1000} s`)
  }
}
