/** A hairstyle: facesjs' parts that draw it, and what people call it. */

export interface Hairstyle {
  /** `#` is the colour; the first is the usual one. */
  readonly phrases: readonly string[]
  readonly fronts: readonly string[]
  readonly backs: readonly string[]
  /** How often men, women, boys and girls wear it. */
  readonly worn: readonly [man: number, woman: number, boy: number, girl: number]
  readonly kind: 'straight' | 'curly' | 'braided' | 'bald'
}

export const noBack = ['none']

export const style = (
  kind: Hairstyle['kind'],
  worn: Hairstyle['worn'],
  phrases: readonly string[],
  fronts: readonly string[],
  backs: readonly string[] = noBack,
): Hairstyle => ({ kind, worn, phrases, fronts, backs })
