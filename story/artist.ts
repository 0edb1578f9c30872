import type { Identity } from './character.ts'
import type { FrameSettings, Timings } from './frame.ts'

/** Where the drawing stands: `step` of `steps` in a phase, with a small preview when there is one. */
export interface Progress {
  readonly phase: 'portraits' | 'template' | 'layout' | 'redenoising' | 'decoding'
  readonly step: number
  readonly steps: number
  /** A small encoded picture (PNG, JPEG or WebP). */
  readonly preview: Uint8Array | undefined
}

export interface Hooks {
  readonly onProgress: (progress: Progress) => void
  readonly signal: AbortSignal
}

export interface DiscoverRequest {
  readonly description: string
  readonly classWord: string
  readonly seed: number
}

/** Some portraits of somebody: `count` of them from the `first` on, counted from 0. */
export interface PortraitsRequest extends DiscoverRequest {
  readonly first: number
  readonly count: number
}

/** Of each portrait, in order: what the identity encoder says of it. */
export interface Portraits {
  readonly embeddings: readonly Float32Array[]
}

export interface DrawnPortraits extends Portraits {
  readonly timings: Timings
}

/** All portraits of somebody, whoever drew them. */
export interface GatherRequest extends DiscoverRequest, Portraits {}

export interface Discovery {
  readonly identity: Identity
  /** PNG bytes of the portrait that stands for the character, drawn with its identity as frames are. */
  readonly portrait: Uint8Array
  readonly timings: Timings
}

export interface DrawRequest {
  readonly frameId: string
  /** What the recipe in the picture shows: the prompt as the person wrote it. */
  readonly title: string
  /** The whole scene, names replaced by descriptions. */
  readonly prompt: string
  readonly characters: readonly {
    readonly name: string
    /** The character's own prompt. */
    readonly prompt: string
    readonly classWord: string
    readonly identity: Identity
  }[]
  readonly seed: number
  /** PNG bytes of the picture that says how people stand in it. */
  readonly pose: Uint8Array | undefined
}

export interface Drawing {
  /** PNG bytes, the recipe inside as metadata. */
  readonly image: Uint8Array
  readonly template: Uint8Array
  readonly settings: FrameSettings
  readonly timings: Timings
}

/** Whoever draws: the worker's model process, or a formula in a test. */
export interface Artist {
  /** Draws portraits of a described person. UserError when nobody can be drawn. Rejects with AbortError. */
  drawPortraits(request: PortraitsRequest, hooks: Hooks): Promise<DrawnPortraits>
  /** Finds the identity that somebody's portraits share, and draws a portrait with it. */
  gather(request: GatherRequest, hooks: Hooks): Promise<Discovery>
  /** Draws one frame. UserError when the people cannot be placed. Rejects with AbortError. */
  draw(request: DrawRequest, hooks: Hooks): Promise<Drawing>
  /** Lets go of the models. */
  close(): Promise<void>
}

/** A word that the model does not know, and the known one that it takes it for. */
export interface ReadAs {
  readonly written: string
  readonly as: string
}

/** What the model understands of words. */
export interface Language {
  /** The model's name as people see it, for instance `storybook`. */
  readonly model: string
  /** Who makes its identities: those of another encoder mean nothing to it. */
  readonly encoder: string
  readonly classWords: readonly string[]
  /** Styles that it knows by name. */
  readonly styles: readonly string[]
  /** Whether a frame can be given the picture of a pose. */
  readonly drawsPoses: boolean
  /** The class word that a description is about, synonyms included; undefined when there is none. */
  classWordOf(description: string): string | undefined
  /** The words of a text that mean nothing to the model, in order, once each. */
  unknownWords(text: string): readonly string[]
  /** The words of a text that are read as their nearest known ones, in order, once each. */
  readAs(text: string): readonly ReadAs[]
}
