import type { Progress } from '../story/artist.ts'

const phases = {
  portraits: 'drawing portraits',
  template: 'sketching the scene',
  layout: 'finding where people stand',
  redenoising: 'drawing the faces',
  decoding: 'developing the picture',
} as const satisfies Record<Progress['phase'], string>

/** `sketching the scene, step 3 of 20` */
export const progressWords = ({ phase, step, steps }: Progress): string =>
  `${phases[phase]}, step ${step} of ${steps}`
