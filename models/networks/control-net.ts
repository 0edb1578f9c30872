/** Poses: a ControlNet looks at a picture and adds to the layers of the general generator. */

import type { BytePicture } from '../math/resample.ts'
import type { Feed, Held, Session } from '../onnx/session.ts'
import { denoiser, isAdded } from './denoiser.ts'
import { posePicture } from './pose-picture.ts'
import type { Denoiser } from './types.ts'

export interface PosedDenoiserOptions {
  /** The size of pictures that are drawn. */
  readonly image: { readonly width: number; readonly height: number }
  /** How much a pose counts: 0 is not at all. */
  readonly conditioningScale: number
}

/**
 * Both networks as one denoiser for each pose. The ControlNet is fed what the denoiser is, `picture`
 * [1, 3, H, W] and `scale` [] -> `down_0` ... `mid`. Both rows of guidance get the same, as in
 * diffusers' StableDiffusionXLControlNetPipeline. Error when the two do not belong together.
 */
export function posedDenoiser(
  unet: Session,
  controlNet: Session,
  { image, conditioningScale }: PosedDenoiserOptions,
): (pose: BytePicture) => Denoiser {
  const layers = controlNet.outputs.filter(isAdded)
  const wanted = unet.inputs.filter(isAdded)
  if (layers.length === 0 || layers.join() !== wanted.join()) {
    throw new Error(
      `${controlNet.name} adds to ${layers.join(', ') || 'nothing'}, ${unet.name} takes ${wanted.join(', ') || 'nothing'}`,
    )
  }
  return (pose) => {
    const fixed = {
      picture: posePicture(pose, image.width, image.height),
      scale: { data: Float32Array.of(conditioningScale), dims: [] },
    }
    const added = (conditions: Readonly<Record<string, Feed>>): Promise<Record<string, Held>> =>
      controlNet.hold({ ...conditions, ...fixed }, layers)
    return denoiser(unet, { image, added })
  }
}
