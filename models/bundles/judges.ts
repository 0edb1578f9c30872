/** The part of a bundle that judges pictures: a recogniser of faces, a scorer of pictures and words. */

import { join } from 'node:path'
import { type Recogniser, recogniser } from '../networks/recogniser.ts'
import { type ImageScorer, imageScorer, type TextScorer, textScorer } from '../networks/scorer.ts'
import { openSession, type Session, type SessionOptions } from '../onnx/session.ts'
import type { Manifest } from './format.ts'
import { openTokenizer } from './tokenizer.ts'

export interface Judges {
  readonly recogniser: Recogniser
  readonly images: ImageScorer
  readonly texts: TextScorer
  /** Frees the networks; they cannot run again. */
  close(): Promise<void>
}

/** Opens the judges of the bundle in `dir`. Error when the bundle has none, or one does not open. */
export async function openJudges(
  dir: string,
  manifest: Manifest,
  options: SessionOptions,
): Promise<Judges> {
  const { judges } = manifest
  if (judges === undefined) {
    throw new Error(
      `the bundle ${manifest.name} has no judges: its pictures can be drawn, not scored`,
    )
  }
  const opened: Session[] = []
  const close = async () => {
    for (const session of opened.splice(0)) await session.close()
  }
  const open = async ({ file }: { readonly file: string }) => {
    const session = await openSession(join(dir, file), options)
    opened.push(session)
    return session
  }
  try {
    return {
      recogniser: recogniser(await open(judges.recogniser), judges.recogniser.input),
      images: imageScorer(await open(judges.imageScorer), judges.imageScorer.input),
      texts: textScorer(await open(judges.textScorer), await openTokenizer(manifest, dir)),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
