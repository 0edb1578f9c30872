/** The tokenizer that a manifest names, and what it says about words: no model is opened. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { clipTokenizer } from '../tokenizers/clip.ts'
import type { ReadAs, Tokenizer } from '../tokenizers/tokenizer.ts'
import { wordsTokenizer } from '../tokenizers/words.ts'
import type { Manifest } from './format.ts'

const wordsSpec = z.object({
  type: z.literal('words'),
  length: z.int().positive(),
  pad: z.int().nonnegative(),
  unknown: z.int().nonnegative(),
  words: z.array(z.string()),
  synonyms: z.record(z.string(), z.string()),
  nearest: z.record(z.string(), z.string()).optional(),
  ignored: z.array(z.string()),
})
const clipVocabulary = z.record(z.string(), z.int().nonnegative())

/** Error naming the file when it cannot be read or is not in order. */
export async function openTokenizer(manifest: Manifest, dir: string): Promise<Tokenizer> {
  const { tokenizer } = manifest
  switch (tokenizer.type) {
    case 'words':
      return wordsTokenizer(await readJson(join(dir, tokenizer.file), wordsSpec))
    case 'clip': {
      const vocabulary = await readJson(join(dir, tokenizer.vocabulary), clipVocabulary)
      return clipTokenizer(vocabulary, await readFile(join(dir, tokenizer.merges), 'utf8'))
    }
  }
}

/** What a model understands of words. */
export interface BundleLanguage {
  readonly model: string
  /** The name of its identity encoder. */
  readonly encoder: string
  readonly classWords: readonly string[]
  /** Styles that it knows by name. */
  readonly styles: readonly string[]
  /** Whether it has a ControlNet, so that a picture can say how people stand in a frame. */
  readonly drawsPoses: boolean
  /** The first class word of a description, synonyms included; undefined when it has none. */
  classWordOf(description: string): string | undefined
  /** The words that mean nothing to the model, lower case, in order, each once. */
  unknownWords(text: string): readonly string[]
  /** The words read as their nearest known ones, lower case, in order, each once. */
  readAs(text: string): readonly ReadAs[]
}

export function language(
  manifest: Pick<Manifest, 'name' | 'identityEncoderName' | 'classWords' | 'styles' | 'networks'>,
  tokenizer: Tokenizer,
): BundleLanguage {
  const piecesOf = (text: string) => {
    const { words, dropped } = tokenizer.encode(text)
    return [...words.map((piece) => piece.text), ...dropped]
  }
  const classPieces = manifest.classWords.map((word) => ({ word, pieces: piecesOf(word) }))
  return {
    model: manifest.name,
    encoder: manifest.identityEncoderName,
    classWords: manifest.classWords,
    styles: manifest.styles,
    drawsPoses: manifest.networks.controlNet !== undefined,
    classWordOf(description) {
      const all = piecesOf(description)
      for (const start of all.keys()) {
        const found = classPieces.find(({ pieces }) =>
          pieces.every((piece, i) => all[start + i] === piece),
        )
        if (found !== undefined) return found.word
      }
      return undefined
    },
    unknownWords: (text) => tokenizer.encode(text).unknown,
    readAs: (text) => tokenizer.encode(text).readAs,
  }
}

async function readJson<Content>(path: string, schema: z.ZodType<Content>): Promise<Content> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    throw new Error(`cannot read ${path}: ${(cause as Error).message}`, { cause })
  }
}
