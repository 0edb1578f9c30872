/** Words for states and times, and the text that a picture has for people who cannot see it. */

const phases = {
  portraits: 'Sketching portraits',
  template: 'Drawing the scene',
  layout: 'Finding who stands where',
  redenoising: 'Giving everyone their own face',
  decoding: 'Developing the picture',
}

export const phaseOf = (progress) => phases[progress.phase] ?? 'Drawing'

export function stateOf(frame) {
  if (frame.state === 'waiting') return 'Waiting for its turn'
  if (frame.state === 'drawing') return frame.progress ? phaseOf(frame.progress) : 'Getting ready'
  if (frame.ahead === null || frame.ahead === undefined) return 'In line'
  if (frame.ahead === 0) return 'Next in line'
  return frame.ahead === 1 ? '1 drawing before this one' : `${frame.ahead} drawings before this one`
}

export const isShown = (frame) => frame.state === 'drawn' || frame.state === 'posted'
export const isUnderway = (frame) => ['waiting', 'queued', 'drawing'].includes(frame.state)

/** `Frame 3`, or `Frame 3, candidate B` while it is voted on. */
export const nameOf = ({ number, candidate }) =>
  candidate ? `Frame ${number}, candidate ${candidate}` : `Frame ${number}`

const names = new Intl.ListFormat('en', { type: 'conjunction' })

export const castOf = (frame) => names.format(frame.cast.map((member) => member.name))

export const altOf = (frame) =>
  frame.cast.length === 0 ? frame.prompt : `${frame.prompt} — with ${castOf(frame)}`

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })

/** Today only the time, earlier also the day. */
export function timeOf(iso, now = new Date()) {
  const date = new Date(iso)
  const today = date.toDateString() === now.toDateString()
  return today ? time.format(date) : `${day.format(date)}, ${time.format(date)}`
}

/** What is told of a vote under way. */
export function voteOf({ number, closesAt, minutes, votes }) {
  const count = votes === 1 ? '1 vote so far' : `${votes} votes so far`
  return closesAt === null
    ? `Frame ${number} is voted on until ${minutes} min after its last picture; ${count}.`
    : `Frame ${number} is voted on until ${timeOf(closesAt)}; ${count}.`
}
