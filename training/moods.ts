/** Moods: the mouths and brows that show them. */

export interface Mood {
  /** Adjectives before the person; '' says nothing. */
  readonly words: readonly string[]
  readonly mouths: readonly string[]
  /** Added to the brows' angle, in degrees: inner ends down is angry. */
  readonly brow: readonly [low: number, high: number]
}

export const moods: readonly (readonly [Mood, weight: number])[] = [
  [
    {
      words: ['smiling', 'smiling', 'happy', 'cheerful', 'joyful'],
      mouths: ['smile', 'smile2', 'smile3', 'smile4', 'smile-closed'],
      brow: [-4, 4],
    },
    30,
  ],
  [{ words: ['laughing', 'grinning'], mouths: ['smile2', 'smile3'], brow: [-7, 0] }, 7],
  [
    { words: [''], mouths: ['mouth2', 'mouth3', 'mouth4', 'mouth5', 'straight'], brow: [-4, 4] },
    30,
  ],
  [
    {
      words: ['angry', 'angry', 'frowning', 'annoyed', 'furious'],
      mouths: ['angry', 'closed', 'straight'],
      brow: [13, 20],
    },
    8,
  ],
  [
    {
      words: ['sad', 'sad', 'unhappy', 'crying'],
      mouths: ['closed', 'mouth6', 'closed'],
      brow: [-20, -13],
    },
    8,
  ],
  [
    {
      words: ['surprised', 'surprised', 'shocked', 'amazed'],
      mouths: ['mouth7', 'mouth8'],
      brow: [-12, -7],
    },
    7,
  ],
  [{ words: ['worried', 'nervous', 'scared'], mouths: ['mouth', 'mouth6'], brow: [-16, -10] }, 4],
  [
    {
      words: ['thoughtful', 'thinking', 'curious', 'confused'],
      mouths: ['side', 'side', 'mouth5'],
      brow: [3, 9],
    },
    6,
  ],
  [{ words: ['serious', 'calm', 'serious'], mouths: ['straight', 'mouth4'], brow: [4, 9] }, 5],
]
