import { artActions } from './actions-art.ts'
import { craftActions } from './actions-crafts.ts'
import { gardenActions } from './actions-garden.ts'
import { homeActions } from './actions-home.ts'
import { outdoorActions } from './actions-outdoors.ts'
import { poses } from './actions-poses.ts'
import type { Action } from './types.ts'

/** Everything people do; first the one that does nothing. */
export const actions: readonly Action[] = [
  ...poses,
  ...homeActions,
  ...craftActions,
  ...gardenActions,
  ...outdoorActions,
  ...artActions,
]
