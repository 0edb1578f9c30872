import { Frame } from './frame.js'
import { html } from './vendor/htm-preact.js'
import { voteOf } from './words.js'

/** Frames in reading order, under the title of their story and the number of their episode. */
export function Story({ frames, before, onCancel, onRedo, onVote }) {
  const chapters = chaptersOf(frames)
  return chapters.map(
    (chapter, index) => html`
      <section class="episode" key=${chapter.id} aria-label=${`${chapter.story}, episode ${chapter.episode}`}>
        <header>
          ${chapters[index - 1]?.storyId !== chapter.storyId && html`<h2>${chapter.story}</h2>`}
          ${chapters.length > 1 && html`<h3>Episode ${chapter.episode}</h3>`}
        </header>
        <ol class="frames">
          ${chapter.frames.map(
            (frame) =>
              html`<${Frame} key=${frame.id} ...${{ frame, before, onCancel, onRedo, onVote }} />`,
          )}
        </ol>
      </section>
    `,
  )
}

export function chaptersOf(frames) {
  const chapters = []
  for (const frame of frames) {
    const last = chapters.at(-1)
    if (last?.id === frame.episodeId) last.frames.push(frame)
    else {
      const { episodeId: id, episode, story, storyId } = frame
      chapters.push({ id, episode, story, storyId, frames: [frame] })
    }
  }
  return chapters
}

/** Which frames are voted on, and until when. */
export const Votes = ({ votes }) =>
  votes.map((vote) => html`<p class="vote" role="status" key=${vote.number}>${voteOf(vote)}</p>`)
