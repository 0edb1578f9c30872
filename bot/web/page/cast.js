import { Picture } from './frame.js'
import { html } from './vendor/htm-preact.js'
import { phaseOf } from './words.js'

/** Everybody who can appear, newest last: portrait, name, words, and how finding them goes. */
export function Cast({ characters, inCast, onRetry, onMention }) {
  if (characters.length === 0) {
    return html`<p class="nobody">Nobody yet. Describe someone with <code>/character add</code>.</p>`
  }
  return html`
    <ul class="cast">
      ${characters.map(
        (character) => html`
          <li key=${character.id} data-state=${character.state}>
            <${Portrait} character=${character} />
            <div>
              <h3>
                <button
                  class="name"
                  type="button"
                  title=${`Write ${character.name} in the next prompt`}
                  onClick=${() => onMention(character.name)}
                >
                  ${character.name}
                </button>
                ${inCast.includes(character.id) && html`<span class="badge">in this story</span>`}
              </h3>
              <p class="description">${character.description}</p>
              <${State} character=${character} onRetry=${onRetry} />
            </div>
          </li>
        `,
      )}
    </ul>
  `
}

function Portrait({ character }) {
  if (character.state === 'ready' && character.portrait) {
    return html`
      <span class="portrait">
        <${Picture}
          src=${character.portrait}
          alt=${`Portrait of ${character.name}: ${character.description}`}
        />
      </span>
    `
  }
  const preview = character.state === 'discovering' && character.progress?.preview
  return html`
    <span class="portrait" aria-hidden="true">
      ${
        preview
          ? html`<img src=${preview} alt="" data-arrived="true" />`
          : html`<span class="initial">${[...character.name][0]}</span>`
      }
    </span>
  `
}

function State({ character, onRetry }) {
  if (character.state === 'ready') return null
  if (character.state === 'discovering') {
    const { progress } = character
    return html`
      <p class="state" role="status">${progress ? phaseOf(progress) : 'In line for a portrait'}</p>
      ${
        progress &&
        html`<progress
        max=${progress.steps}
        value=${progress.step}
        aria-label=${`${character.name}: step ${progress.step} of ${progress.steps}`}
      ></progress>`
      }
    `
  }
  return html`
    <p class="state problem">${character.problem ?? 'This character could not be found.'}</p>
    <button class="quiet" type="button" onClick=${() => onRetry(character)}>Try again</button>
  `
}
