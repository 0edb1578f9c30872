import { expect, test } from 'vitest'
import { choiceId, frameButtonId, frameVerbs, readButtonId } from '../../../bot/button-id.ts'
import { contentOf, shortened, toRequest, verbatim } from '../../../bot/discord/outgoing.ts'
import { estimate, type FrameView, frameMessage } from '../../../bot/frame-message.ts'
import { replyMessage } from '../../../bot/reply-message.ts'
import { reply } from '../../../commands/reply.ts'
import type { Frame } from '../../../story/frame.ts'

const id = '6f9619ff-8b86-4d01-b42d-00c04fc964ff'

const frame: Frame = {
  id,
  episodeId: 'e',
  position: 3,
  prompt: 'Mira in a park',
  cast: [
    { characterId: 'c1', name: 'Mira' },
    { characterId: 'c2', name: 'Tomas' },
  ],
  seed: 7,
  state: 'queued',
  author: { id: 'u', name: 'Ann' },
  redoOf: undefined,
  candidate: 0,
  roundId: undefined,
  pose: undefined,
  image: undefined,
  template: undefined,
  settings: undefined,
  timings: undefined,
  problem: undefined,
  createdAt: new Date(0),
} as Frame

const view = (change: Partial<Frame> = {}, more: Partial<FrameView> = {}): FrameView => ({
  frame: { ...frame, ...change },
  number: 3,
  isUndone: false,
  faceless: [],
  progress: undefined,
  place: undefined,
  typicalTime: undefined,
  ...more,
})
const labelsOf = (shown: FrameView) =>
  frameMessage(shown, undefined).buttons.map(({ label }) => label)

test('a waiting frame tells its place and an estimate, and can be cancelled', () => {
  const message = frameMessage(
    view({}, { place: { before: 2, atOnce: 1 }, typicalTime: 1100 }),
    undefined,
  )
  expect(contentOf(message)).toBe(
    '**3** · Mira in a park\n-# with Mira and Tomas · told by Ann\n2 before it. About 3 s.',
  )
  expect(message.buttons).toEqual([{ id: `cancel:${id}`, label: 'Cancel', style: 'danger' }])
})

test('what is being drawn tells how far it is', () => {
  const progress = { phase: 'template', step: 3, steps: 20, preview: undefined } as const
  const message = frameMessage(view({ state: 'drawing' }, { progress }), undefined)
  expect(contentOf(message)).toContain('\nSketching the scene, step 3 of 20.')
})

test('each state has the buttons that still apply', () => {
  expect(labelsOf(view({ state: 'posted' }))).toEqual([
    'Next',
    'Redo',
    'Edit prompt',
    'Undo',
    'Before',
    'Info',
  ])
  expect(labelsOf(view({ state: 'failed', problem: 'Nobody was found.' }))).toEqual([
    'Edit prompt',
    'Redo',
    'Undo',
  ])
  expect(labelsOf(view({ state: 'cancelled' }))).toEqual([])
  expect(labelsOf(view({ state: 'posted' }, { isUndone: true }))).toEqual([])
})

test('a candidate has its letter and can be voted for until one is chosen', () => {
  const candidate = { roundId: 'r', candidate: 1 }
  expect(contentOf(frameMessage(view(candidate), undefined))).toContain('**3B** · Mira in a park')
  expect(labelsOf(view({ ...candidate, state: 'queued' }))).toEqual(['Cancel'])
  expect(labelsOf(view({ ...candidate, state: 'posted' }))).toEqual(['Vote', 'Before', 'Info'])
  expect(labelsOf(view({ ...candidate, state: 'failed' }))).toEqual([])
  expect(labelsOf(view({ state: 'posted', candidate: 1 }))[0]).toBe('Next')
})

test('a frame that was taken out shows no picture', () => {
  const picture = { bytes: new Uint8Array(1), name: 'a.png', alt: '', shows: undefined }
  expect(frameMessage(view({ state: 'posted' }, { isUndone: true }), picture).pictures).toEqual([])
  expect(frameMessage(view({ state: 'posted' }), picture).pictures).toEqual([picture])
})

test('tells a candidate that was not chosen from a frame that was taken out', () => {
  const lines = (frame: Partial<Frame>) =>
    frameMessage(view({ state: 'posted', ...frame }, { isUndone: true }), undefined).lines
  const last = (frame: Partial<Frame>) => lines(frame).at(-1)?.text
  expect(last({})).toBe('Taken out of the story.')
  expect(last({ roundId: 'r-1', candidate: 2 })).toBe('Another candidate was chosen.')
  expect(last({ roundId: 'r-1', state: 'cancelled' })).toBe('Taken out of the story.')
})

test.each([
  [undefined, 1000, ''],
  [{ before: 0, atOnce: 0 }, undefined, ''],
  [{ before: 0, atOnce: 0 }, 200, 'About 1 s.'],
  [{ before: 4, atOnce: 1 }, 30_000, 'About 3 min.'],
  [{ before: 4, atOnce: 2 }, 20_000, 'About 60 s.'],
  [{ before: 99, atOnce: 1 }, 120_000, 'About 3 h.'],
])('the estimate at %j with %s ms a frame', (place, typical, words) => {
  expect(estimate(place, typical)).toBe(words)
})

test('the longest prompt of any characters stays within 2000', () => {
  const prompt = '*_~`|>'.repeat(166)
  const cast = Array.from({ length: 3 }, () => ({ characterId: 'c', name: '*'.repeat(40) }))
  const { content } = toRequest(frameMessage(view({ prompt, cast }), undefined)).body
  expect(content.length).toBeLessThanOrEqual(2000)
})

test('what people write is shown as they wrote it', () => {
  expect(verbatim('**bold** [here](https://x.y)\n# title', 100)).toBe(
    '\\*\\*bold\\*\\* \\[here](https://x.y) # title',
  )
  expect(shortened('ab😀', 3)).toBe('ab…')
})

test('nothing that is sent can ping, and alt texts and labels fit', () => {
  const alt = 'x'.repeat(2000)
  const picture = { bytes: Uint8Array.of(1), name: 'a.png', alt, shows: undefined }
  const many = Array.from({ length: 9 }, (_, i) => ({
    label: 'l'.repeat(200) + i,
    command: '/help',
  }))
  const { body, files } = toRequest(
    replyMessage(reply('@everyone <@1> '.repeat(300), { choices: many }), id, [picture]),
  )
  expect(body.allowed_mentions).toEqual({ parse: [] })
  expect(body.content.length).toBeLessThanOrEqual(2000)
  expect(body.attachments[0]?.description.length).toBeLessThanOrEqual(1024)
  expect(body.components.flatMap(({ components }) => components)).toHaveLength(5)
  expect(files[0]?.name).toBe('a.png')
})

test('custom ids carry a verb and an id and are read back', () => {
  for (const verb of frameVerbs) {
    expect(readButtonId(frameButtonId(verb, id))).toEqual({ verb, frameId: id })
  }
  expect(readButtonId(choiceId(id, 2))).toEqual({ verb: 'say', commandId: id, index: 2 })
  for (const strange of [
    '',
    'x',
    `say:${id}`,
    `say:${id}:10`,
    `next:${id}:1`,
    'next:1',
    `drop:${id}`,
    `next:${id.toUpperCase()}`,
  ]) {
    expect(readButtonId(strange), strange).toBeUndefined()
  }
})
