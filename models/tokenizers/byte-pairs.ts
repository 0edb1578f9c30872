/** Byte-pair encoding: a word becomes the pieces that a vocabulary was built from. */

const END_OF_WORD = '</w>'

/**
 * Splits one word into pieces; the last ends in `</w>`. `merges` is the text of a merges.txt: a
 * version line, then one pair a line, the most frequent first. RangeError when a line is no pair.
 * Sennrich et al., "Neural Machine Translation of Rare Words with Subword Units" (2016), alg. 1.
 */
export function bytePairs(merges: string): (word: string) => readonly string[] {
  const ranks = new Map<string, number>()
  for (const line of merges.split('\n')) {
    if (line === '' || line.startsWith('#version')) continue
    if (!/^\S+ \S+$/.test(line)) throw new RangeError(`merges hold a line that is no pair: ${line}`)
    ranks.set(line, ranks.size)
  }
  return (word) => {
    const symbols = Array.from(new TextEncoder().encode(word), (byte) => LETTERS[byte])
    let pieces = symbols.map((symbol, i) => symbol + (i === symbols.length - 1 ? END_OF_WORD : ''))
    for (let pair = bestPair(pieces, ranks); pair !== undefined; pair = bestPair(pieces, ranks)) {
      pieces = merge(pieces, pair)
    }
    return pieces
  }
}

/** The piece without its end-of-word mark. */
export const withoutMark = (piece: string): string =>
  piece.endsWith(END_OF_WORD) ? piece.slice(0, -END_OF_WORD.length) : piece

type Pair = readonly [string, string]

function bestPair(pieces: readonly string[], ranks: ReadonlyMap<string, number>): Pair | undefined {
  let best: Pair | undefined
  let bestRank = Number.POSITIVE_INFINITY
  for (let i = 0; i + 1 < pieces.length; i++) {
    const rank = ranks.get(`${pieces[i]} ${pieces[i + 1]}`) ?? Number.POSITIVE_INFINITY
    if (rank < bestRank) {
      bestRank = rank
      best = [pieces[i], pieces[i + 1]]
    }
  }
  return best
}

function merge(pieces: readonly string[], [first, second]: Pair): string[] {
  const merged: string[] = []
  for (let i = 0; i < pieces.length; i++) {
    const joins = pieces[i] === first && pieces[i + 1] === second
    merged.push(joins ? first + second : pieces[i])
    if (joins) i++
  }
  return merged
}

/**
 * A printable character for each byte: itself where it prints, else the next one from U+0100.
 * Port of bytes_to_unicode from openai/CLIP, clip/simple_tokenizer.py.
 */
const LETTERS: readonly string[] = (() => {
  let next = 0x100
  return Array.from({ length: 256 }, (_, byte) => {
    const prints = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte !== 0xad)
    return String.fromCodePoint(prints ? byte : next++)
  })
})()
