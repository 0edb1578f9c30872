/** A frame as one message, whatever state it is in. Pure. */

import { progressWords } from '../commands/progress.ts'
import { listed } from '../commands/words.ts'
import type { Progress } from '../story/artist.ts'
import { type Frame, isFinished, isVisible } from '../story/frame.ts'
import type { Place as Standing } from '../story/ports/line.ts'
import { letterOf } from '../story/round.ts'
import { type FrameVerb, frameButtonId } from './button-id.ts'
import type { Button, Outgoing, Picture } from './chat.ts'

type Place = Pick<Standing, 'before' | 'atOnce'>

/** A frame and what its message tells besides. */
export interface FrameView {
  readonly frame: Frame
  /** What people call it by. */
  readonly number: number
  /** It was taken out of the story. */
  readonly isUndone: boolean
  /** Names of the cast whose faces are not found yet. */
  readonly faceless: readonly string[]
  readonly progress: Progress | undefined
  /** Where it stands while it waits. */
  readonly place: Place | undefined
  /** Milliseconds that a frame usually takes. */
  readonly typicalTime: number | undefined
}

/** `picture` is the frame once it is drawn, a preview while it is being drawn. */
export function frameMessage(view: FrameView, picture: Picture | undefined): Outgoing {
  const { frame, number } = view
  const names = frame.cast.map(({ name }) => name)
  const who = names.length === 0 ? '' : `with ${listed(names)} · `
  const state = stateLine(view)
  return {
    lines: [
      { title: `${number}${letterIn(frame)}`, text: frame.prompt },
      { text: `${who}told by ${frame.author.name}`, isSmall: true },
      ...(state === '' ? [] : [{ text: state }]),
    ],
    buttons: buttonsOf(view),
    pictures: picture === undefined || view.isUndone ? [] : [picture],
  }
}

/** What a blind reader hears. */
export const frameAlt = ({ frame, number }: Pick<FrameView, 'frame' | 'number'>): string =>
  `Frame ${number}${letterIn(frame)}: ${frame.prompt}`

/** `B` of a candidate, otherwise nothing. */
const letterIn = ({ roundId, candidate }: Frame): string =>
  roundId === undefined ? '' : letterOf(candidate)

function stateLine({ frame, isUndone, faceless, progress, place, typicalTime }: FrameView): string {
  if (isUndone && isLost(frame)) return 'Another candidate was chosen.'
  if (isUndone) return 'Taken out of the story.'
  switch (frame.state) {
    case 'waiting':
    case 'queued': {
      if (faceless.length > 0) return `Waits for ${listed(faceless)}.`
      return [placeWords(place), estimate(place, typicalTime)].filter(Boolean).join(' ')
    }
    case 'drawing':
      return progress === undefined ? 'Being drawn.' : `${capital(progressWords(progress))}.`
    case 'failed':
      return frame.problem ?? 'It could not be drawn.'
    case 'cancelled':
      return 'Cancelled.'
    default:
      return ''
  }
}

/** A drawn candidate whose round was closed without it: only the chosen one leaves its round. */
const isLost = ({ roundId, state }: Frame): boolean => roundId !== undefined && isVisible(state)

function placeWords(place: Place | undefined): string {
  if (place === undefined) return 'Waits.'
  return place.before === 0 ? 'Next.' : `${place.before} before it.`
}

/** `About 2 min.`, from what the last frames took; empty when nothing is known. */
export function estimate(place: Place | undefined, typicalTime: number | undefined): string {
  if (place === undefined || typicalTime === undefined) return ''
  const rounds = Math.ceil((place.before + 1) / Math.max(1, place.atOnce))
  const seconds = (rounds * typicalTime) / 1000
  if (seconds < 90) return `About ${Math.max(1, Math.round(seconds))} s.`
  if (seconds < 5400) return `About ${Math.round(seconds / 60)} min.`
  return `About ${Math.round(seconds / 3600)} h.`
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const labels = {
  next: 'Next',
  redo: 'Redo',
  edit: 'Edit prompt',
  before: 'Before',
  undo: 'Undo',
  info: 'Info',
  cancel: 'Cancel',
  vote: 'Vote',
} as const satisfies Record<FrameVerb, string>

function buttonsOf({ frame, isUndone }: FrameView): Button[] {
  const button = (verb: FrameVerb): Button => ({
    id: frameButtonId(verb, frame.id),
    label: labels[verb],
    style: verb === 'next' ? 'main' : verb === 'cancel' ? 'danger' : 'plain',
  })
  if (isUndone) return []
  if (frame.roundId !== undefined && isFinished(frame.state)) {
    return isVisible(frame.state) ? (['vote', 'before', 'info'] as const).map(button) : []
  }
  switch (frame.state) {
    case 'drawn':
    case 'posted':
      return (['next', 'redo', 'edit', 'undo', 'before', 'info'] as const).map(button)
    case 'failed':
      return (['edit', 'redo', 'undo'] as const).map(button)
    case 'cancelled':
      return []
    default:
      return [button('cancel')]
  }
}
