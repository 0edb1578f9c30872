/** What is trusted of an interaction, checked before anybody reads it. Pure. */

import { z } from 'zod'

const id = z.string().regex(/^\d{1,20}$/)
/** Part of addresses that are called, so it must not lead elsewhere. */
const token = z.string().regex(/^[\w.~!$&'()*+,;=:@-]{1,2000}$/)

/** What an answer needs, even one that says that nothing was understood. */
export const addressSchema = z.object({ id, token, type: z.int() })

/** What somebody is called; Discord allows 32 characters. */
const called = z.string().max(100).regex(/\S/)
const person = z.object({ id, username: called, global_name: called.nullish() })

/** Names of commands and options: https://discord.com/developers/docs/interactions/application-commands */
const word = z.string().regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u)

const option = z.object({
  name: word,
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  get options() {
    return z.array(option).optional()
  },
})

const field = z.object({
  custom_id: z.string().optional(),
  value: z.string().nullish(),
  get component() {
    return field.optional()
  },
  get components() {
    return z.array(field).optional()
  },
})

/** The parts that Troupe uses; what else there is, is left to discord.js. */
export const interactionSchema = addressSchema.extend({
  application_id: id,
  guild_id: id.nullish(),
  channel: z.object({ id }).nullish(),
  member: z.object({ user: person, nick: called.nullish() }).nullish(),
  user: person.nullish(),
  data: z.object({
    name: z.string().optional(),
    custom_id: z.string().max(100).optional(),
    options: z.array(option).optional(),
    components: z.array(field).optional(),
  }),
})
