import type { z } from 'zod'
import type { Language } from '../story/artist.ts'
import type { Author } from '../story/character.ts'
import type { Languages } from '../story/languages.ts'
import type { FrameStore } from '../story/ports/pictures.ts'
import type { Store, Tenant } from '../story/ports/store.ts'
import type { Reply } from './reply.ts'

/** Everything that a command may touch, and who speaks where. */
export interface Context {
  readonly store: Store
  /** Where pictures lie, so that those of somebody deleted can be. */
  readonly pictures: FrameStore
  /** What the model understands that draws for this workspace. */
  readonly language: Language
  /** Every model of this deployment. */
  readonly languages: Languages
  readonly tenant: Tenant
  readonly threadId: string
  /** The channel that the thread belongs to; undefined where a platform has none. */
  readonly channelId: string | undefined
  readonly author: Author
  /** Whether the author may manage the workspace: settings, and what others made. */
  readonly manages: boolean
  /** When it was said: what depends on time is judged by this, however late it is carried out. */
  readonly at: Date
  /** Id of the stored command: work made by it is made once. */
  readonly commandId: string
  /** The command was begun before and never answered: some of its work may be done already. */
  readonly again: boolean
  /** A fresh seed, 0..2^31-1, for people who give none. */
  readonly newSeed: () => number
}

/** One thing that people can say. Its zod object is the only description of its options. */
export interface Command<Options extends z.ZodObject = z.ZodObject> {
  /** One to three words: `help`, `story next`, `story cast add`. */
  readonly name: string
  readonly summary: string
  readonly options: Options
  /** Options filled by bare words, in order; the last takes the rest of the line. */
  readonly positional: readonly string[]
  /** A line that works, for `help`. */
  readonly example: string
  /** It changes nothing, so that nothing can become due by it. */
  readonly readsOnly?: true
  run(options: z.infer<Options>, context: Context): Promise<Reply>
}

export const defineCommand = <Options extends z.ZodObject>(
  command: Command<Options>,
): Command<Options> => command
