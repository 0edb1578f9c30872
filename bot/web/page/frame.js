import { html, useState } from './vendor/htm-preact.js'
import { altOf, castOf, isShown, isUnderway, nameOf, stateOf, timeOf } from './words.js'

/** One picture of the story with its words: drawn, under way, or failed. */
export function Frame({ frame, before, onCancel, onRedo, onVote }) {
  return html`
    <li class="frame" id=${`frame-${frame.id}`} data-state=${frame.state}>
      <figure>
        ${isShown(frame) && html`<${Plates} frame=${frame} before=${before} />`}
        ${isUnderway(frame) && html`<${Underway} frame=${frame} onCancel=${onCancel} />`}
        ${frame.state === 'failed' && html`<${Failed} frame=${frame} onRedo=${onRedo} />`}
        <figcaption>
          <span class="number" aria-label=${nameOf(frame)}>${frame.number}${frame.candidate}</span>
          <div>
            <p class="prompt">${frame.prompt}</p>
            <p class="colophon">
              ${frame.cast.length > 0 && html`<span class="with">${castOf(frame)}</span>`}
              <span>told by ${frame.author}</span>
              ${frame.chosen && html`<span>chosen ${frame.chosen}</span>`}
              <time datetime=${frame.createdAt}>${timeOf(frame.createdAt)}</time>
            </p>
            ${
              frame.candidate &&
              isShown(frame) &&
              html`<button class="quiet" type="button" aria-label=${`Vote for ${nameOf(frame)}`}
                onClick=${() => onVote(frame)}>Vote</button>`
            }
          </div>
        </figcaption>
      </figure>
    </li>
  `
}

function Plates({ frame, before }) {
  const pair = before && frame.template
  return html`
    <div class=${pair ? 'plates pair' : 'plates'}>
      ${
        pair &&
        html`
        <div class="plate">
          <${Picture} src=${frame.template} alt=${`Before: ${altOf(frame)}`} />
          <span class="tag">Before</span>
        </div>
      `
      }
      <div class="plate">
        <${Picture} src=${frame.image} alt=${altOf(frame)} />
        ${pair && html`<span class="tag">After</span>`}
      </div>
    </div>
  `
}

/** Its place is kept by the style sheet, so that nothing jumps when it arrives. */
export function Picture({ src, alt }) {
  const [arrived, setArrived] = useState('')
  return html`
    <img
      src=${src}
      alt=${alt}
      width="512"
      height="512"
      decoding="async"
      data-arrived=${String(arrived === src)}
      onLoad=${() => setArrived(src)}
    />
  `
}

function Underway({ frame, onCancel }) {
  const progress = frame.state === 'drawing' ? frame.progress : undefined
  return html`
    <div class="plates">
      <div class="plate underway">
        ${
          progress?.preview
            ? html`<img src=${progress.preview} alt="" width="512" height="512" data-arrived="true" />`
            : html`<span class="blank" aria-hidden="true"></span>`
        }
        <div class="status">
          <p role="status">${stateOf(frame)}</p>
          ${
            progress &&
            html`
            <progress
              max=${progress.steps}
              value=${progress.step}
              aria-label=${`Frame ${frame.number}: step ${progress.step} of ${progress.steps}`}
            ></progress>
            <span class="steps">${progress.step} of ${progress.steps}</span>
          `
          }
          <button
            class="quiet"
            type="button"
            aria-label=${`Cancel frame ${frame.number}`}
            onClick=${() => onCancel(frame)}
          >
            Cancel
          </button>
        </div>
      </div>
    </div>
  `
}

function Failed({ frame, onRedo }) {
  return html`
    <div class="mishap">
      <p>${frame.problem ?? 'This picture could not be drawn.'}</p>
      ${
        !frame.candidate &&
        html`
        <button
          class="quiet"
          type="button"
          aria-label=${`Try frame ${frame.number} again`}
          onClick=${() => onRedo(frame)}
        >
          Try again
        </button>
      `
      }
    </div>
  `
}
