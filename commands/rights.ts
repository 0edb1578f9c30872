/** Who may do what. */
import type { Author } from '../story/character.ts'
import { UserError } from '../story/errors.ts'
import type { Context } from './command.ts'
import { clip } from './words.ts'

type Asker = Pick<Context, 'author' | 'manages'>

/** Whether something made by `maker` may be changed by whoever asks. */
export const isMaker = ({ author, manages }: Asker, maker: Author | undefined): boolean =>
  manages || author.id === maker?.id

/** UserError `not-yours`; `madeBy` is how the sentence begins: `Mira was added by`. */
export function checkMaker(asker: Asker, maker: Author | undefined, madeBy: string): void {
  if (isMaker(asker, maker)) return
  const name = clip(maker?.name ?? 'somebody', 40)
  throw new UserError(
    'not-yours',
    `${madeBy} ${name}; only they and those who manage this workspace may do that.`,
  )
}

/** UserError `not-allowed` when this workspace lets only those who manage it add characters. */
export async function checkMayAdd({ store, tenant, manages }: Context): Promise<void> {
  const { addCharacters } = await store.settings.get(tenant)
  if (manages || addCharacters === 'everyone') return
  throw new UserError(
    'not-allowed',
    'Here only those who manage the workspace add characters. Ask one of them.',
  )
}
