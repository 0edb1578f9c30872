/** What networks need besides their weights while they run: estimates from the size of their tensors. */

import type { Manifest } from './format.ts'

/**
 * Bytes by kind of network; estimates for networks of SDXL's family, an upper bound for smaller ones.
 *
 * - Denoiser: SDXL attends first at half the latents' size with ten heads, and its runtime keeps two
 *   matrices of scores a row; around them 24 maps of 320 channels (config.json of the published UNet).
 * - ControlNet: as much as its denoiser, half of which it is. Of a posed template both have what one
 *   hands to the other, ten layers of up to 320 maps.
 * - Decoder: four maps of 256 channels at the picture's full size (the published VAE's last blocks).
 * - All others: half a gigabyte at most, never more than their inputs would need a hundred times.
 */
export function workingBytes(
  kind: string,
  { image, latents }: Pick<Manifest, 'image' | 'latents'>,
  {
    rows,
    elementBytes,
    isPosed = false,
  }: { readonly rows: number; readonly elementBytes: number; readonly isPosed?: boolean },
): number {
  const pixels = image.width * image.height
  const cells = pixels / latents.downscale ** 2
  if (/denoiser|^controlNet$/i.test(kind)) {
    const scores = 2 * 10 * (cells / 4) ** 2
    const maps = 24 * 320 * cells
    return rows * (scores + maps + (isPosed ? handedOver * cells : 0)) * elementBytes
  }
  if (/^decoder/i.test(kind)) return 4 * 256 * pixels * elementBytes
  return Math.min(0.5e9, 100 * 3 * pixels * elementBytes)
}

/** Of the published UNet: 3 x 320, then 320 + 2 x 640 at a quarter, 640 + 3 x 1280 at a sixteenth. */
const handedOver = 3 * 320 + (320 + 2 * 640) / 4 + (640 + 3 * 1280) / 16
