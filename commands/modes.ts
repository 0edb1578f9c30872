/** Who may go on with a story, and what follows: free, in turns, or by vote. */
import type { Story } from '../story/episode.ts'
import type { Context } from './command.ts'
import { checkTurn, nextNote, readTurn } from './turn.ts'
import { refuseDuringVote } from './vote.ts'
import { counted } from './words.ts'

/**
 * UserError when the next frame is somebody else's, or the last one is still voted on. A repeated
 * command that told its frame the first time may.
 */
export async function checkMayGoOn(story: Story, context: Context): Promise<void> {
  const { store, tenant, commandId, again } = context
  if (story.mode === 'free') return
  if (again && (await store.frames.ofCommand(tenant.id, commandId)).length > 0) return
  if (story.mode === 'turns') await checkTurn(story, context)
  else await refuseDuringVote(story, context)
}

/** What happens once a frame was told, a sentence; nothing in a free story. */
export async function afterwards(story: Story, context: Context): Promise<string> {
  if (story.mode === 'turns') return nextNote(await readTurn(story, context))
  if (story.mode === 'free') return ''
  return `It is drawn three times; then everybody votes for ${counted(story.minutes ?? 0, 'minute')}.`
}
