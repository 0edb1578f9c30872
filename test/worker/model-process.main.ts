import { serveArtist } from '../../worker/inference-serve.ts'
import { fakeArtist } from '../fakes/artist.ts'

/**
 * A model process with the fake artist. The request's title tells how it misbehaves: `die` exits
 * in the middle, `hang` blocks its event loop for good, `deaf` never looks at its signal. Its argument
 * tells how it starts: `broken`, or `killed` meanwhile.
 */
const artist = fakeArtist({ stepMs: 5 })

void serveArtist(async () => {
  if (process.argv[2] === 'killed') process.kill(process.pid, 'SIGKILL')
  if (process.argv[2] === 'broken') throw new Error('the bundle is damaged')
  return {
    ...artist,
    async draw(request, hooks) {
      hooks.onProgress({ phase: 'template', step: 1, steps: 4, preview: undefined })
      if (request.title === 'die') process.exit(3)
      while (request.title === 'hang');
      const drawing = await artist.draw(request, {
        ...hooks,
        signal: request.title === 'deaf' ? new AbortController().signal : hooks.signal,
      })
      if (request.title === 'deaf') await new Promise((resolve) => setTimeout(resolve, 60_000))
      return drawing
    },
  }
})
