import type { DrawRequest } from '../../story/artist.ts'
import { UserError } from '../../story/errors.ts'
import type { FrameJob } from '../../story/ports/frames.ts'
import { characterPrompt, inOrderOfNaming, templatePrompt } from '../../story/prompt.ts'
import { carryOut, type Task } from './carry-out.ts'
import type { Workshop } from './workshop.ts'

/**
 * What the artist is asked for, with the picture of the frame's pose. UserError when somebody of the
 * cast has no identity.
 */
export function drawRequest(
  { frame, story, characters }: FrameJob,
  pose: Uint8Array | undefined,
): DrawRequest {
  const cast = frame.cast.map(({ name }, i) => {
    const character = characters[i]
    if (character?.identity === undefined) {
      throw new UserError('cannot-draw', `${name} is no longer there to be drawn.`)
    }
    const { description, classWord, identity } = character
    return { name, description, classWord, identity }
  })
  return {
    frameId: frame.id,
    title: frame.prompt,
    prompt: templatePrompt(frame.prompt, cast, story.style),
    characters: inOrderOfNaming(frame.prompt, cast).map(
      ({ name, description, classWord, identity }) => ({
        name,
        prompt: characterPrompt(description, story.style),
        classWord,
        identity,
      }),
    ),
    seed: frame.seed,
    pose,
  }
}

/** The picture of a frame's pose. UserError when it lies nowhere any more. */
async function readPose(
  { pose }: FrameJob['frame'],
  frames: Workshop['frames'],
): Promise<Uint8Array | undefined> {
  if (pose === undefined) return undefined
  const bytes = await frames.get(pose)
  if (bytes !== undefined) return bytes
  throw new UserError('cannot-draw', 'The picture of its pose is gone. Tell it again with another.')
}

/** Draws a frame that is queued, or whose worker died. One in another state, or of another pool, is left alone. */
export async function drawFrame(
  frameId: string,
  workshop: Workshop,
  signal: AbortSignal,
): Promise<void> {
  const { store, artist, frames, changes, pool, log } = workshop
  const claimed = await store.frames.claim(frameId, pool)
  if (claimed === undefined) return
  const { job, token } = claimed
  const { threadId } = job.story
  await changes.publish({ kind: 'frame', id: frameId, threadId })
  const task: Task = {
    kind: 'frame',
    id: frameId,
    threadId,
    episodeId: job.frame.episodeId,
    isWanted: async () => (await store.frames.get(job.tenantId, frameId))?.state === 'drawing',
    tell: (progress) => store.progress.set(frameId, progress),
    async work(hooks) {
      await frames.checkRoom()
      const pose = await readPose(job.frame, frames)
      const drawing = await artist.draw(drawRequest(job, pose), hooks)
      // Each claim writes its own files: a worker that was fenced off removes only what it wrote.
      const image = `frames/${frameId}/${token}.png`
      const template = `frames/${frameId}/${token}-template.png`
      await frames.put(image, drawing.image)
      await frames.put(template, drawing.template)
      const { settings, timings } = drawing
      const drawn = { image, template, settings, timings }
      if (await store.frames.drawn(frameId, token, drawn)) return true
      log.info({ frameId, token }, 'drawn in vain: cancelled, or drawn by another worker')
      await frames.remove(image)
      await frames.remove(template)
      return true
    },
    fail: (problem) => store.frames.failed(frameId, token, problem),
  }
  await carryOut(task, workshop, signal)
}
