/** What Discord's gateway sends, and what it may send by mistake. */

import type { Random } from '../../../../training/random.ts'
import type { Command } from '../../../doubles/discord/rules/commands.ts'
import type { Json } from '../../fuzz/mutate.ts'
import type { Source } from '../../fuzz/stream.ts'
import { inDirectMessages, type Scene } from './envelope.ts'
import { pressed, said, submitted, typing, unasked } from './realistic.ts'

export const discordSource = (commands: readonly Command[], random: Random): Source<Scene> => ({
  kinds: {
    command: [(scene) => said(scene, commands, random), 8],
    typing: [(scene) => typing(scene, commands, random), 4],
    button: [(scene) => pressed(scene, random), 5],
    window: [(scene) => submitted(scene, random), 3],
    unasked: [(scene) => unasked(scene, random), 1],
  },
  written: ['value', 'custom_id', 'nick', 'global_name', 'username', 'name'],
  /** From direct messages, or with an id of another server. */
  elsewhere: (payload, { foreign }) =>
    random.pick([
      () => inDirectMessages(payload),
      () => ({ ...payload, guild_id: foreign.guildId }),
      () => ({ ...payload, channel: { ...(payload.channel as Json), id: foreign.channelId } }),
    ])(),
  sameId: (copy, { id }) => ({ ...copy, id }),
})
