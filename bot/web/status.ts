import type { Reply } from '../../commands/reply.ts'

/** A command that was carried out is 200, also when it was refused with a sentence. */
export function replyStatus(reply: Reply): 200 | 500 | 503 {
  if (reply.error?.code === 'unexpected') return 500
  return reply.error?.code === 'try-again' ? 503 : 200
}
