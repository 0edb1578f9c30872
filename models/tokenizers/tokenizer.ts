/** What every tokenizer does: a prompt becomes exactly `length` token ids. */

export interface Piece {
  /** The word, or the piece of a word, as the vocabulary spells it. */
  readonly text: string
  /** Where its id stands in `ids`. */
  readonly position: number
}

/** A word that the vocabulary does not hold, read as one that it holds and that means almost the same. */
export interface ReadAs {
  /** Lower case. */
  readonly written: string
  readonly as: string
}

export interface Encoding {
  /** Token ids, padded or cut to the tokenizer's length. */
  readonly ids: Int32Array
  /** The prompt's tokens that fit, in order, without start, end and padding. */
  readonly words: readonly Piece[]
  /** Words that the vocabulary does not hold, lower case, each once; they have no token. */
  readonly unknown: readonly string[]
  /** Words read as their nearest known ones, in order, each once; these have tokens. */
  readonly readAs: readonly ReadAs[]
  /** Tokens that did not fit, in order. */
  readonly dropped: readonly string[]
}

export interface Tokenizer {
  /** How many ids `encode` returns. */
  readonly length: number
  encode(text: string): Encoding
}
