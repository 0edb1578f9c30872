/** An expected failure: a stable code for programs and a sentence fit for the thread. */
export class UserError extends Error {
  readonly code: UserErrorCode

  constructor(code: UserErrorCode, sentence: string) {
    super(sentence)
    this.name = 'UserError'
    this.code = code
  }
}

/**
 * A part of Troupe is away or refuses our settings: the work is not at fault and waits. `endsBy` says
 * whether it passes or somebody has to change something.
 */
export class Outage extends Error {
  readonly endsBy: 'time' | 'settings'

  constructor(endsBy: Outage['endsBy'], sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.name = 'Outage'
    this.endsBy = endsBy
  }
}

export type UserErrorCode =
  | 'bad-command'
  | 'unknown-command'
  | 'unknown-name'
  | 'name-taken'
  | 'no-story'
  | 'no-frame'
  | 'no-picture'
  | 'not-allowed'
  | 'not-your-turn'
  | 'not-yours'
  | 'over-limit'
  | 'blocked-word'
  | 'wrong-channel'
  | 'vote-open'
  | 'vote-closed'
  | 'too-long'
  | 'too-late'
  | 'no-room'
  | 'cannot-draw'
  | 'try-again'

/** Of something that is said in a story while somebody deletes it. */
export const noStory = (): UserError =>
  new UserError('no-story', 'That story is not here any more.')
