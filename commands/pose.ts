/** Poses: frames that are told with a picture of how people stand in them. */
import type { Language } from '../story/artist.ts'
import { UserError } from '../story/errors.ts'

/** UserError `cannot-draw` for a model that has no ControlNet. */
export function checkPose(pose: unknown, { drawsPoses, model }: Language): void {
  if (pose === undefined || drawsPoses) return
  throw new UserError(
    'cannot-draw',
    `${model}, the model that draws here, draws no poses: only one with a ControlNet does.`,
  )
}
