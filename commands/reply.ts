import { z } from 'zod'

/** What a command answers, before any platform has made a message of it. */
export const replySchema = z.object({
  text: z.string(),
  /** Pictures by where they come from; adapters know how to show each. */
  pictures: z
    .array(
      z.object({
        of: z.enum(['frame', 'template', 'portrait']),
        id: z.string(),
        alt: z.string(),
      }),
    )
    .default([]),
  /** What one might say next: a label and the command text behind it. */
  choices: z.array(z.object({ label: z.string(), command: z.string() })).default([]),
  /** Only for whoever asked, where a platform can show something to one person; errors always are. */
  private: z.boolean().default(false),
  /** Ids of what the command made or changed. */
  made: z
    .object({
      characterId: z.string().optional(),
      storyId: z.string().optional(),
      episodeId: z.string().optional(),
      frameId: z.string().optional(),
      /** Characters whose faces are found anew. */
      faces: z.array(z.string()).optional(),
    })
    .default({}),
  /** Set when it failed in an expected way: a UserError's code, or `unexpected` with a reference. */
  error: z.object({ code: z.string(), reference: z.string().optional() }).optional(),
})

export type Reply = z.infer<typeof replySchema>

/** Words that ping whole rooms, broken by an invisible character. */
const withoutPings = (text: string): string =>
  text.replace(/@(?=everyone|here|channel|group)/gi, '@\u200b')

/** A reply whose text, labels and alt texts ping nobody; commands behind choices stay as they are. */
export const reply = (text: string, more: Partial<Omit<Reply, 'text'>> = {}): Reply =>
  replySchema.parse({
    ...more,
    text: withoutPings(text),
    pictures: more.pictures?.map((picture) => ({ ...picture, alt: withoutPings(picture.alt) })),
    choices: more.choices?.map((one) => ({ ...one, label: withoutPings(one.label) })),
  })
