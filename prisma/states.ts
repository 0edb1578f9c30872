/** States of a frame that somebody still waits for; indexes of few rows say the same. */
export const unfinished = ['waiting', 'queued', 'drawing']
