import { z } from 'zod'

const share = z.coerce.number().gt(0).max(1)
const amount = z.coerce.number().min(0)
const some = z.coerce.number().positive()

/** What nobody can measure here: how people behave, and what somebody is paid. Each has a word in the command. */
export const assumptionsSchema = z.object({
  servers: some.default(100_000).describe('Discord servers that have Troupe'),
  active: share.default(0.05).describe('share of them in which somebody tells on a day'),
  frames: some.default(20).describe('frames a day in each of those'),
  commands: amount.default(3).describe('commands for each frame, the frame included'),
  characters: amount.default(1).describe('characters a day in each of those'),
  'frames-a-story': some.default(15).describe('frames of a story'),
  peak: some.default(3).describe('the busiest hour of a day over the mean one'),
  days: some.default(365).describe('days after which the store is looked at'),
  /** Storybook on a core unless somebody says otherwise. */
  'draw-seconds': some
    .optional()
    .describe('seconds of a drawer for a frame; measured: storybook, one core'),
  'find-seconds': some
    .optional()
    .describe('seconds of a drawer for a character; measured likewise'),
  'picture-kb': some.optional().describe('kilobytes of pictures for a frame; measured: storybook'),
  wait: some
    .default(10)
    .describe('seconds within which 95 of 100 frames are begun in the busiest hour'),
  busy: share.default(0.6).describe('share of a core that is planned for'),
  'database-cores': some.default(16).describe('cores of the PostgreSQL server'),
  'drawer-hour': amount.optional().describe('price of an hour of a drawer'),
  'core-hour': amount.optional().describe('price of an hour of any other core'),
  'gb-month': amount.optional().describe('price of a gigabyte of pictures for a month'),
  seed: z.coerce.number().int().min(0).default(1).describe('of the simulation'),
})
export type Assumptions = z.infer<typeof assumptionsSchema>

/** The assumptions of a command line. An Error of one line when one cannot be. */
export function readAssumptions(given: Readonly<Record<string, unknown>>): Assumptions {
  const parsed = assumptionsSchema.safeParse(given)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new Error(`--${issue.path.join('.')}: ${issue.message}`)
}
