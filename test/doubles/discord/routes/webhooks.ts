import { DiscordError, refuse } from '../errors.ts'
import { deleteMessage, editMessage, postMessage } from '../messages.ts'
import { checkMessage, flag, type MessageBody } from '../rules/message.ts'
import { messageJson } from '../wire/messages.ts'
import type { Interaction, Message } from '../world.ts'
import { type Answer, type Call, done, ok, type Route } from './route.ts'

/** How long an interaction's token can be used. */
export const tokenMs = 15 * 60_000

const hook = '/webhooks/{webhook_id}/{webhook_token}'

/** Later answers to interactions. */
export const webhookRoutes: readonly Route[] = [
  { method: 'POST', path: hook, isOpen: true, handle: followUp },
  ...[`${hook}/messages/@original`, `${hook}/messages/{message_id}`].flatMap((path): Route[] => [
    {
      method: 'GET',
      path,
      isOpen: true,
      handle: (call) => ok(messageJson(call.world, find(call))),
    },
    { method: 'PATCH', path, isOpen: true, handle: edit },
    { method: 'DELETE', path, isOpen: true, handle: remove },
  ]),
]

/** The interaction of a token that can still be used, and was after the first answer. */
function open({ world, params }: Call): Interaction {
  const interaction = world.interactions.get(params.webhook_token!)
  if (interaction === undefined || params.webhook_id !== world.bot.id) {
    throw new DiscordError(10015)
  }
  if (world.now() - interaction.createdAt > tokenMs) throw new DiscordError(50027)
  if (interaction.answer === undefined) throw new DiscordError(10015)
  return interaction
}

function find(call: Call): Message {
  const { original, followUps } = open(call)
  const id = call.params.message_id
  const own = [...(original ? [original] : []), ...followUps]
  const message = id === undefined ? original : own.find((one) => one.id === id)
  if (message === undefined || message.deleted) throw new DiscordError(10008)
  return message
}

/** The first follow-up to a deferred answer becomes that answer, with its flags. */
function followUp(call: Call): Answer {
  const { world, files } = call
  const interaction = open(call)
  const body = call.body as MessageBody
  refuse(checkMessage(body))
  const { original, user, channel } = interaction
  if (original?.loading && !original.deleted) {
    editMessage(world, original, body, files)
    return ok(messageJson(world, original))
  }
  const onlyFor = (body.flags ?? 0) & flag.ephemeral ? user : undefined
  const writer = { author: world.bot, interaction, onlyFor }
  const message = postMessage(world, channel, body, files, writer)
  interaction.followUps.push(message)
  return ok(messageJson(world, message))
}

function edit(call: Call): Answer {
  const message = find(call)
  const body = call.body as MessageBody
  refuse(checkMessage(body, message.componentsV2))
  editMessage(call.world, message, body, call.files)
  return ok(messageJson(call.world, message))
}

function remove(call: Call): Answer {
  const message = find(call)
  deleteMessage(call.world, message)
  return done
}
