/** Which of facesjs' parts people of each kind have. */

import { svgsIndex } from 'facesjs'

export const eyes = {
  female: svgsIndex.eye.filter((id) => id.startsWith('female')),
  male: svgsIndex.eye.filter((id) => id.startsWith('eye')),
}
export const brows = {
  female: [...svgsIndex.eyebrow, ...svgsIndex.eyebrow.filter((id) => id.startsWith('female'))],
  male: svgsIndex.eyebrow.filter((id) => id.startsWith('eyebrow')),
}
export const heads = {
  female: [
    ...['female1', 'female2', 'female3', 'female1', 'female2', 'female3'],
    ...['head2', 'head6', 'head13', 'head14', 'head16'],
  ],
  male: svgsIndex.head.filter((id) => id.startsWith('head')),
}
export const ears = { female: ['ear1', 'ear2'], male: svgsIndex.ear }
export const noses = svgsIndex.nose.filter((id) => id !== 'pinocchio')
/** Large and round: children's. */
export const wideEyes = {
  female: ['female1', 'female2', 'female6', 'female8', 'female11', 'female12', 'female16'],
  male: ['eye1', 'eye2', 'eye8', 'eye9', 'eye10', 'eye15'],
}
export const smallNoses = ['small', 'nose1', 'nose2', 'nose3', 'nose5', 'nose9', 'nose13']
export const lines = (count: number, name = 'line') =>
  Array.from({ length: count }, (_, i) => `${name}${i + 1}`)

/** Those that the atlas has. */
export const glassesIds = ['glasses1-primary', 'glasses2-black', 'glasses2-primary'] as const
