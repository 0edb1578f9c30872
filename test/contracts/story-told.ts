/** One story on every platform that Troupe speaks: one scenario, one set of assertions. */

import { afterAll, beforeAll, expect, it } from 'vitest'

/** A frame as everybody sees it. */
export interface Seen {
  readonly number: number
  readonly prompt: string
  readonly author: string
  readonly cast: string
  readonly hasPicture: boolean
}

/** A platform with two people on it, before anything was said. */
export interface StoryPlace {
  /** Somebody says something where the story is, and reads the answer. */
  say(
    name: 'Ann' | 'Ben',
    command: string,
    options?: Readonly<Record<string, string>>,
  ): Promise<string>
  /** Ann begins a story; from then on people speak in its thread. */
  begin(title: string): Promise<void>
  /** Everybody who waits for a face gets one. */
  findFaces(): Promise<void>
  /** Draws the frame that is due. */
  draw(): Promise<void>
  /** Every frame that is in the story or waits for it, as often as it is shown. */
  frames(): Promise<readonly Seen[]>
  close(): Promise<void>
}

/** What a message of a frame says, without the platform's markup; undefined when it is none, or of one that is gone. */
export function seenIn(text: string, hasPicture: boolean): Seen | undefined {
  const [, number, prompt, cast, author, state] =
    /^(\d+) · (.*)\n(?:with (.*) · )?told by ([^\n]*)(?:\n(.*))?$/.exec(text) ?? []
  if (number === undefined || ['Cancelled.', 'Taken out of the story.'].includes(state ?? '')) {
    return undefined
  }
  return {
    number: Number(number),
    prompt: prompt ?? '',
    author: author ?? '',
    cast: cast ?? '',
    hasPicture,
  }
}

const patience = { timeout: 30_000, interval: 50 }

export function storyContract(open: () => Promise<StoryPlace>): void {
  let place: StoryPlace
  beforeAll(async () => {
    place = await open()
  })
  afterAll(() => place.close())

  const shown = (wanted: readonly Seen[]) =>
    expect
      .poll(async () => [...(await place.frames())].sort((a, b) => a.number - b.number), patience)
      .toEqual(wanted)
  const mira = { author: 'Ann', cast: 'Mira' }
  const first: Seen = { number: 1, prompt: 'Mira in a park', ...mira, hasPicture: true }
  const second: Seen = {
    ...{ number: 2, prompt: 'Mira and Tomas sit by a lake', hasPicture: true },
    ...{ author: 'Ben', cast: 'Mira and Tomas' },
  }

  it('two people describe two characters', async () => {
    const red = { name: 'Mira', description: 'young woman with long red hair' }
    expect(await place.say('Ann', 'character add', red)).toContain('Mira is added')
    const old = { name: 'Tomas', description: 'old man with short hair' }
    expect(await place.say('Ben', 'character add', old)).toContain('Tomas is added')
    await place.findFaces()
  })

  it('frames are shown while they wait, and with their pictures in order', async () => {
    await place.begin('The lighthouse')
    const { prompt } = first
    expect(await place.say('Ann', 'story next', { prompt })).toContain('Frame 1, with Mira')
    const answer = await place.say('Ben', 'story next', { prompt: second.prompt })
    expect(answer).toContain('Frame 2, with Mira and Tomas')
    await shown([first, second].map((one) => ({ ...one, hasPicture: false })))
    await place.draw()
    await shown([first, { ...second, hasPicture: false }])
    await place.draw()
    await shown([first, second])
  })

  it('a mistake is a sentence, and changes nothing', async () => {
    expect(await place.say('Ben', 'story redo', { frame: '9' })).toContain('9')
    await shown([first, second])
  })

  it('what waits is cancelled', async () => {
    await place.say('Ann', 'story next', { prompt: 'Mira by a tree' })
    const third = { number: 3, prompt: 'Mira by a tree', ...mira, hasPicture: false }
    await shown([first, second, third])
    expect(await place.say('Ann', 'story cancel')).toContain('cancelled')
    await shown([first, second])
  })

  it('undo takes the last frame out, and nobody else gets its number', async () => {
    expect(await place.say('Ben', 'story undo')).toContain('2')
    await shown([first])
    await place.say('Ann', 'story next', { prompt: 'Mira under a tree' })
    await place.draw()
    await shown([first, { number: 4, prompt: 'Mira under a tree', ...mira, hasPicture: true }])
  })
}
