/** All places. */

import { homeScenes } from './scenes-home.ts'
import { leisureScenes } from './scenes-leisure.ts'
import { natureScenes } from './scenes-nature.ts'
import { outsideScenes } from './scenes-outside.ts'
import { studyScenes } from './scenes-study.ts'
import { townScenes } from './scenes-town.ts'
import { travelScenes } from './scenes-travel.ts'
import { workScenes } from './scenes-work.ts'
import type { Scene } from './types.ts'

export const scenes: readonly Scene[] = [
  ...homeScenes,
  ...studyScenes,
  ...workScenes,
  ...leisureScenes,
  ...travelScenes,
  ...natureScenes,
  ...townScenes,
  ...outsideScenes,
]
