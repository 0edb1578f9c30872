/** How much may be drawn. Pure rules; the store counts. */
import type { Settings } from './settings.ts'

/** 0 = no limit. */
export type Limits = Pick<Settings, 'framesPerPerson' | 'framesPerWorkspace' | 'cooldown'>

/** What was drawn since midnight UTC and not cancelled, and when the person drew last. */
export interface Usage {
  readonly person: number
  readonly workspace: number
  readonly lastAt: Date | undefined
}

/** Counts drawings: frames, and faces that are found. */
export interface Quota {
  /**
   * Counts one drawing for whoever said the command, once however often it is carried out.
   * UserError `over-limit` when the limits do not allow another; however many ask at once, no more
   * than allowed get one.
   */
  spend(commandId: string, limits: Limits): Promise<void>
  /** Takes the drawing of a command back that added no frame after all. */
  giveBack(commandId: string): Promise<void>
  usage(tenantId: string, authorId: string): Promise<Usage>
}

const dayMs = 86_400_000

/** The midnight (UTC) with which the day of `now` began. */
export const dayStart = (now: Date): Date => new Date(Math.floor(now.getTime() / dayMs) * dayMs)

/** Why another drawing is not allowed and when it is, a sentence; undefined when it is allowed. */
export function refusal(limits: Limits, usage: Usage, now: Date): string | undefined {
  const { framesPerPerson, framesPerWorkspace, cooldown } = limits
  const tomorrow = dayStart(now).getTime() + dayMs - now.getTime()
  const next = `the next is possible at 00:00 UTC (in ${span(tomorrow)}).`
  if (framesPerPerson > 0 && usage.person >= framesPerPerson) {
    return `You have drawn ${usage.person} of ${framesPerPerson} frames today; ${next}`
  }
  if (framesPerWorkspace > 0 && usage.workspace >= framesPerWorkspace) {
    const drawn = `${usage.workspace} of ${framesPerWorkspace} frames`
    return `This workspace has drawn ${drawn} today; ${next}`
  }
  const wait = (usage.lastAt?.getTime() ?? 0) + cooldown * 1000 - now.getTime()
  if (cooldown === 0 || wait <= 0) return undefined
  const pause = `There are ${span(cooldown * 1000)} between two frames of one person here`
  return `${pause}; your next is possible in ${span(wait)}.`
}

/** `45 s`, `12 min`, `3 h`, `2 h 40 min`: never too short. */
export function span(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const rest = minutes % 60
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`
}
