import type { Store } from '../story/ports/store.ts'
import { decodeThreadId, type Platform } from '../story/thread-id.ts'
import { Unreachable } from './chat.ts'
import type { Stage } from './stage.ts'

export interface Watch {
  /** Looks once at everything that is not finished. */
  look(): Promise<void>
  close(): Promise<void>
}

interface Watching {
  readonly platform: Platform
  readonly store: Store
  readonly stage: Stage
  /** Whether this process looks after that workspace. */
  readonly isOurs: (workspace: string) => boolean
  /** Whether this process is the one that looks, where several could. */
  readonly leads?: () => Promise<boolean>
  readonly log: { warn(details: object, sentence: string): void }
  /** Milliseconds between two looks: what is being drawn is shown at each. */
  readonly everyMs?: number
  /** What waits is shown at every so manieth look. */
  readonly waitingLooks?: number
  /** So many messages are brought up to date in one look; the others have their turn at the next ones. */
  readonly most?: number
}

interface Subject {
  readonly id: string
  readonly threadId: string
  readonly show: () => Promise<unknown>
}

/**
 * Compares what is shown with what is, all the time: every unfinished frame and character has a
 * message that tells how far it is. Nothing is remembered, so a restart goes on in the same messages.
 */
export function watchUnfinished({
  platform,
  store,
  stage,
  isOurs,
  leads = async () => true,
  log,
  everyMs = 2500,
  waitingLooks = 6,
  most = 50,
}: Watching): Watch {
  /** The number of the look at which each was shown last. */
  const shownAt = new Map<string, number>()
  let looks = 0
  let running: Promise<void> | undefined
  let closed = false

  async function show({ id, show: bringUpToDate }: Subject): Promise<void> {
    shownAt.set(id, looks)
    try {
      await bringUpToDate()
    } catch (err) {
      // Refused for good: what is finished is told by the outbox, which knows what to do then.
      if (err instanceof Unreachable) shownAt.set(id, Number.POSITIVE_INFINITY)
      else log.warn({ err, subject: id }, 'A message could not be brought up to date.')
    }
  }

  const lastShown = ({ id }: Subject): number => shownAt.get(id) ?? 0
  const isDue = (subject: Subject): boolean =>
    isOurs(decodeThreadId(subject.threadId).workspace) && Number.isFinite(lastShown(subject))

  async function look(): Promise<void> {
    if (!(await leads())) return
    const isWhole = looks % waitingLooks === 0
    looks += 1
    const [frames, characters] = await Promise.all([
      store.frames.unfinished(platform, isWhole ? undefined : 'drawing'),
      store.characters.discovering(platform),
    ])
    const subjects: Subject[] = [
      ...frames.map(({ frame: { id }, tenantId, threadId }) => ({
        id,
        threadId,
        show: () => stage.showFrame(tenantId, threadId, id),
      })),
      ...characters.map(({ id, tenantId, threadId }) => ({
        id,
        threadId,
        show: () => stage.showCharacter(tenantId, threadId, id),
      })),
    ]
    if (isWhole) {
      const open = new Set(subjects.map(({ id }) => id))
      for (const id of shownAt.keys()) if (!open.has(id)) shownAt.delete(id)
    }
    // A platform takes so many requests a second, and what is drawn needs some of them.
    const due = subjects
      .filter(isDue)
      .sort((a, b) => lastShown(a) - lastShown(b))
      .slice(0, most)
    await Promise.all(due.map(show))
  }

  const once = (): Promise<void> => {
    running ??= look()
      .catch((err: unknown) => log.warn({ err }, 'What is not finished cannot be read.'))
      .finally(() => {
        running = undefined
      })
    return running
  }
  const timer = setInterval(() => {
    if (!closed) void once()
  }, everyMs)
  // After a restart what was begun before goes on at once.
  void once()

  return {
    look: once,
    close: async () => {
      closed = true
      clearInterval(timer)
      await running
    },
  }
}
