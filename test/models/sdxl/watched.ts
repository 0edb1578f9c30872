import type { Tensor } from '../../../models/math/tensor.ts'
import type { Denoiser } from '../../../models/networks/types.ts'
import type { Model } from '../../../models/pipelines/model.ts'

/** The model, and what one of its denoisers was given, call by call. */
export function watched(model: Model, name: 'denoiser' | 'identityDenoiser' | 'portraitDenoiser') {
  const calls: Tensor[] = []
  const watching: Denoiser = {
    predict(latents, timestep, text) {
      calls.push(latents)
      return model.networks[name].predict(latents, timestep, text)
    },
  }
  return { calls, model: { ...model, networks: { ...model.networks, [name]: watching } } }
}
