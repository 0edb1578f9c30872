/** An opened bundle: its description, its tokenizer and its networks, ready to draw. */

import { join } from 'node:path'
import { posedDenoiser } from '../networks/control-net.ts'
import { decoder } from '../networks/decoder.ts'
import { denoiser, type FreeU } from '../networks/denoiser.ts'
import { groundedSam } from '../networks/grounded-sam.ts'
import { identityEncoder } from '../networks/identity-encoder.ts'
import { identityFusion } from '../networks/identity-fusion.ts'
import { centresLayout } from '../networks/layout.ts'
import { textEncoder } from '../networks/text-encoder.ts'
import type { Layout, Networks, Upscaler } from '../networks/types.ts'
import { upscaler } from '../networks/upscaler.ts'
import { openSession, type Session, type SessionOptions } from '../onnx/session.ts'
import { sessionPool } from '../onnx/session-pool.ts'
import type { Tokenizer } from '../tokenizers/tokenizer.ts'
import { type DeviceMemory, fitToDevice } from './fit.ts'
import type { Manifest } from './format.ts'
import { readManifest, verifyFiles } from './manifest.ts'
import { openTokenizer } from './tokenizer.ts'

export interface Bundle {
  readonly manifest: Manifest
  readonly tokenizer: Tokenizer
  readonly networks: Networks
  /** What enlarges finished pictures; undefined where a bundle draws them as large as they are to be. */
  readonly upscaler: Upscaler | undefined
  /** Most rows in one denoiser call on its device. */
  readonly rowsPerCall: number
  /** Frees every model; the networks cannot run again. */
  close(): Promise<void>
}

/** Rows of one call where nobody knows the device. More take memory and, on a CPU, no less time. */
const cautiousRows = 4

export interface BundleOptions extends SessionOptions {
  /** What the device has; undefined: nobody knows, and everything stays loaded. */
  readonly device?: DeviceMemory | undefined
}

/**
 * Checks all files and opens all networks; when one does not open, none stays open. Error before
 * anything is opened when the device is too small for the bundle.
 */
export async function openBundle(
  dir: string,
  { device, ...options }: BundleOptions,
): Promise<Bundle> {
  const manifest = await readManifest(dir)
  await verifyFiles(manifest, dir)
  const tokenizer = await openTokenizer(manifest, dir)
  const fit = device === undefined ? undefined : await fitToDevice(manifest, dir, device)
  const rowsPerCall = fit?.rowsPerCall ?? cautiousRows
  // A whole picture at its full size: more than all others need, and only for a moment.
  const givesBack = (file: string) => file === manifest.networks.decoder.file
  const pool = sessionPool({
    open: (file) => openSession(join(dir, file), { ...options, givesBack: givesBack(file) }),
    ...fit,
  })
  const open = ({ file }: { readonly file: string }) => pool.open(file)
  try {
    const networks = await openNetworks(manifest, open)
    const enlarging = manifest.networks.upscaler
    return {
      manifest,
      tokenizer,
      networks,
      upscaler: enlarging && upscaler(await open(enlarging)),
      rowsPerCall,
      close: pool.close,
    }
  } catch (error) {
    await pool.close()
    throw error
  }
}

type Open = (network: { readonly file: string }) => Promise<Session>

async function openNetworks(manifest: Manifest, open: Open): Promise<Networks> {
  const { networks, latents, identityEncoderName } = manifest
  // The largest first: what it needed while it was opened, the others use.
  const denoisers = await openDenoisers(manifest, open)
  const textEncoderSession = await open(networks.textEncoder)
  const encoder = await open(networks.identityEncoder)
  const fusion = await open(networks.identityFusion)
  const whole = decoder(await open(networks.decoder), latents.scalingFactor)
  const { previewDecoder } = networks
  return {
    textEncoder: textEncoder(textEncoderSession),
    ...denoisers,
    identityEncoder: identityEncoder(encoder, identityEncoderName, networks.identityEncoder.input),
    identityFusion: identityFusion(fusion),
    decoder: whole,
    // Small decoders are trained on latents as the denoiser has them.
    previewDecoder: previewDecoder === undefined ? whole : decoder(await open(previewDecoder), 1),
    layout: await openLayout(manifest, open),
  }
}

/** FreeU that changes nothing. */
const plain: FreeU = { s1: 1, s2: 1, b1: 1, b2: 1 }

async function openDenoisers(
  { networks, image, defaults }: Manifest,
  open: Open,
): Promise<Pick<Networks, 'denoiser' | 'posedDenoiser' | 'identityDenoiser' | 'portraitDenoiser'>> {
  const made = (session: Session, freeU: FreeU, size = image) =>
    denoiser(session, {
      ...(session.inputs.includes('time_ids') && { image: size }),
      ...(session.inputs.includes('s1') && { freeU }),
    })
  const session = await open(networks.denoiser)
  const { controlNet, identityDenoiser } = networks
  const { discovery, conditioningScale = 1 } = defaults
  const posed = controlNet === undefined ? undefined : await open(controlNet)
  const identity = identityDenoiser === undefined ? session : await open(identityDenoiser)
  return {
    denoiser: made(session, plain),
    posedDenoiser: posed && posedDenoiser(session, posed, { image, conditioningScale }),
    identityDenoiser: made(identity, plain),
    portraitDenoiser: made(identity, discovery.freeU ?? plain, discovery.image),
  }
}

async function openLayout({ networks, classWords }: Manifest, open: Open): Promise<Layout> {
  const { layout } = networks
  if (layout.type === 'centres') {
    return centresLayout(await open(layout), classWords, layout)
  }
  const { detector, segmenter } = layout
  return groundedSam({
    detector: await open(detector),
    detectorInput: detector.input,
    threshold: detector.threshold,
    phrases: detector.phrases,
    segmenterImage: await open(segmenter.encoder),
    segmenterInput: segmenter.input,
    segmenterMasks: await open(segmenter.decoder),
  })
}
