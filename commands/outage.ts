/** What people read of an outage when nothing of what they said was stored. */
export const tryAgain = 'The story book cannot be reached just now. Please try again in a moment.'

/** The same when it was stored: saying it again would be another command. */
export const kept =
  'The story book cannot be reached just now. What you said is kept, and done as soon as it can be.'
