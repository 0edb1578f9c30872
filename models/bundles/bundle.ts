/** An opened bundle: its description, its tokenizer and its networks, ready to draw. */

import { join } from 'node:path'
import { decoder } from '../networks/decoder.ts'
import { denoiser } from '../networks/denoiser.ts'
import { identityEncoder } from '../networks/identity-encoder.ts'
import { identityFusion } from '../networks/identity-fusion.ts'
import { centresLayout } from '../networks/layout.ts'
import { textEncoder } from '../networks/text-encoder.ts'
import type { Networks } from '../networks/types.ts'
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
  /** Frees every model; the networks cannot run again. */
  close(): Promise<void>
}

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
  const fit = device === undefined ? {} : await fitToDevice(manifest, dir, device)
  const pool = sessionPool({ open: (file) => openSession(join(dir, file), options), ...fit })
  const open = ({ file }: { readonly file: string }) => pool.open(file)
  try {
    return { manifest, tokenizer, networks: await openNetworks(manifest, open), close: pool.close }
  } catch (error) {
    await pool.close()
    throw error
  }
}

async function openNetworks(
  { networks, latents, identityEncoderName, classWords }: Manifest,
  open: (network: { readonly file: string }) => Promise<Session>,
): Promise<Networks> {
  return {
    textEncoder: textEncoder(await open(networks.textEncoder)),
    denoiser: denoiser(await open(networks.denoiser)),
    identityEncoder: identityEncoder(await open(networks.identityEncoder), identityEncoderName),
    identityFusion: identityFusion(await open(networks.identityFusion)),
    decoder: decoder(await open(networks.decoder), latents.scalingFactor),
    layout: centresLayout(await open(networks.layout), classWords, networks.layout.threshold),
  }
}
