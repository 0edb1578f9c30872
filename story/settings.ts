/** What a workspace may decide for itself. Pure. */
import { z } from 'zod'
import { maxStyleLength } from './episode.ts'
import type { Platform } from './thread-id.ts'

export const maxChannels = 50
export const maxBlocked = 200
export const maxBlockedLength = 60

const settingsSchema = z.object({
  addCharacters: z.enum(['everyone', 'managers']),
  /** Drawings a day, faces that are found included; 0 = no limit. */
  framesPerPerson: z.number().int().min(0).max(100_000),
  framesPerWorkspace: z.number().int().min(0).max(100_000),
  /** Seconds between two drawings of one person. */
  cooldown: z.number().int().min(0).max(86_400),
  /** Ids of the channels where Troupe may be used; none = everywhere. */
  channels: z.array(z.string().min(1).max(64)).max(maxChannels).readonly(),
  /** How new stories are drawn unless they say it themselves. */
  style: z.string().min(1).max(maxStyleLength).optional(),
  /** Who draws, where there are several models; unset: the first one. */
  model: z.string().min(1).max(100).optional(),
  /** Words that nothing that is drawn or named may have; none = everything may be said. */
  blocked: z.array(z.string().min(1).max(maxBlockedLength)).max(maxBlocked).readonly(),
})
export type Settings = Readonly<z.infer<typeof settingsSchema>>

/** What changes; `undefined` brings the default back. */
export type SettingsChange = { readonly [Key in keyof Settings]?: Settings[Key] | undefined }

/** Whoever opens the local page pays for it alone; a chat is shared, and its limits are generous. */
export function defaultSettings(platform: Platform): Settings {
  const isShared = platform !== 'web'
  return {
    addCharacters: 'everyone',
    framesPerPerson: isShared ? 100 : 0,
    framesPerWorkspace: isShared ? 1000 : 0,
    cooldown: 0,
    channels: [],
    style: undefined,
    model: undefined,
    blocked: [],
  }
}

/** The settings of a workspace that changed some of them. */
export const settingsOf = (platform: Platform, changed: unknown): Settings => ({
  ...defaultSettings(platform),
  ...settingsSchema.partial().parse(changed),
})
