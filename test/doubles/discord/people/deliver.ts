import { z } from 'zod'
import type { Channel, Interaction, World } from '../world.ts'

const addressed = z.object({ id: z.string(), token: z.string().min(1) })
const named = z.object({ id: z.string() })
const placed = z.object({
  type: z.literal([2, 3, 4, 5]).catch(2),
  channel: named.optional().catch(undefined),
  member: z.object({ user: named }).optional().catch(undefined),
  user: named.optional().catch(undefined),
})

/**
 * Tells the bot of an interaction as it stands there, whatever is wrong with it. Gives what can be
 * answered: nothing without an id and a token, and the first one when a token comes again.
 */
export function deliver(world: World, payload: unknown): Interaction | undefined {
  const interaction = register(world, payload)
  world.emit('INTERACTION_CREATE', 0, payload as object)
  return interaction
}

function register(world: World, payload: unknown): Interaction | undefined {
  const address = addressed.safeParse(payload)
  if (!address.success) return undefined
  const { id, token } = address.data
  const known = world.interactions.get(token)
  if (known !== undefined) return known
  const { type, channel, member, user } = placed.parse(payload)
  const who = (member?.user ?? user)?.id ?? ''
  const anywhere = [...world.channels.values()][0] as Channel
  const interaction: Interaction = {
    id,
    token,
    type,
    createdAt: world.now(),
    user: world.users.get(who) ?? { id: who, name: 'somebody', bot: false, dmsClosed: false },
    channel: world.channels.get(channel?.id ?? '') ?? anywhere,
    about: `delivered ${id}`,
    source: undefined,
    trigger: undefined,
    answer: undefined,
    answeredAt: undefined,
    original: undefined,
    followUps: [],
    choices: undefined,
    modal: undefined,
    // Whether it can be answered at all is for whoever delivers it to say.
    late: true,
  }
  world.interactions.set(token, interaction)
  return interaction
}
