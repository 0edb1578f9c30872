/** CLIP's tokenizer, for the text encoders of SDXL. */

import { bytePairs, withoutMark } from './byte-pairs.ts'
import type { Tokenizer } from './tokenizer.ts'

const START = '<|startoftext|>'
const END = '<|endoftext|>'

const TOKEN =
  /<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+/gu

/**
 * `vocabulary` is a parsed vocab.json (piece to id), `merges` the text of merges.txt. Ids are
 * start, pieces, end, then `padding` (SDXL's second text encoder pads with `!`). Every text has
 * pieces, so `unknown` is empty. RangeError when the vocabulary lacks a piece.
 * openai/CLIP, clip/simple_tokenizer.py; ids as CLIPTokenizer of transformers.
 */
export function clipTokenizer(
  vocabulary: Readonly<Record<string, number>>,
  merges: string,
  length = 77,
  padding = END,
): Tokenizer {
  const ids = new Map(Object.entries(vocabulary))
  const idOf = (piece: string): number => {
    const id = ids.get(piece)
    if (id === undefined) throw new RangeError(`the vocabulary lacks the piece ${piece}`)
    return id
  }
  const split = bytePairs(merges)
  const piecesOf = (token: string) => (token === START || token === END ? [token] : split(token))
  const [start, end, pad] = [START, END, padding].map(idOf)

  return {
    length,
    encode(text) {
      const tokens = text.normalize('NFC').toLowerCase().match(TOKEN) ?? []
      const pieces = tokens.flatMap(piecesOf)
      const fitting = pieces.slice(0, length - 2)
      const encoded = new Int32Array(length).fill(pad)
      encoded.set([start, ...fitting.map(idOf), end])
      return {
        ids: encoded,
        words: fitting.map((piece, i) => ({ text: withoutMark(piece), position: i + 1 })),
        unknown: [],
        readAs: [],
        dropped: pieces.slice(length - 2).map(withoutMark),
      }
    },
  }
}
