/** An endless stream of payloads: as they should be, spoiled, or sent again. */

import type { Random } from '../../../../training/random.ts'
import type { Command } from '../../../doubles/discord/rules/commands.ts'
import { inDirectMessages, type Json, type Scene } from './envelope.ts'
import { disturb, spoil } from './mutate.ts'
import { pressed, said, submitted, typing, unasked } from './realistic.ts'

export type Treatment = 'as it should be' | 'strange words' | 'spoiled' | 'elsewhere' | 'again'

export interface Made {
  readonly kind: string
  readonly treatment: Treatment
  readonly payload: Json
}

/** So many of the last payloads may be sent again. */
const remembered = 200

export function payloads(commands: readonly Command[], random: Random) {
  const earlier: Made[] = []

  const kinds = {
    command: (scene: Scene) => said(scene, commands, random),
    typing: (scene: Scene) => typing(scene, commands, random),
    button: (scene: Scene) => pressed(scene, random),
    window: (scene: Scene) => submitted(scene, random),
    unasked: (scene: Scene) => unasked(scene, random),
  } as const

  /** From direct messages, or with an id of another server. */
  function elsewhere(payload: Json, { foreign }: Scene): Json {
    return random.pick([
      () => inDirectMessages(payload),
      () => ({ ...payload, guild_id: foreign.guildId }),
      () => ({ ...payload, channel: { ...(payload.channel as Json), id: foreign.channelId } }),
    ])()
  }

  function again(): Made {
    const { kind, payload } = random.pick(earlier)
    const copy = structuredClone(payload)
    // The same id with other words is the same command too.
    const changed = random.chance(0.2) ? disturb(copy, random) : copy
    return { kind, treatment: 'again', payload: { ...changed, id: payload.id } }
  }

  return {
    /** From now on other ids are spoken of. */
    forget: () => void earlier.splice(0),
    next(scene: Scene): Made {
      const kind = random.weighted<keyof typeof kinds>([
        ['command', 8],
        ['typing', 4],
        ['button', 5],
        ['window', 3],
        ['unasked', 1],
      ])
      const treatment = random.weighted<Treatment>([
        ['as it should be', 5],
        ['strange words', 4],
        ['spoiled', 8],
        ['elsewhere', 1],
        ['again', earlier.length === 0 ? 0 : 2],
      ])
      if (treatment === 'again') return again()
      const whole = kinds[kind](scene)
      const payload =
        treatment === 'strange words'
          ? disturb(whole, random)
          : treatment === 'spoiled'
            ? spoil(whole, random)
            : treatment === 'elsewhere'
              ? elsewhere(whole, scene)
              : whole
      const made = { kind, treatment, payload }
      earlier.push(made)
      if (earlier.length > remembered) earlier.shift()
      return made
    },
  }
}
