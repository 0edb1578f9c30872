import { html, useState } from './vendor/htm-preact.js'
import { timeOf } from './words.js'

/** Letters, digits, dots, dashes and underscores: what a thread's name may be made of. */
export const threadNameOf = (words) =>
  words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64)

/** The list of threads, a way to open another, and who is telling. */
export function Threads({ threads, thread, onOpen, user, onUser }) {
  const known = threads.some((one) => one.thread === thread)
  const list = known ? threads : [{ thread, title: null, lastAt: null }, ...threads]
  return html`
    <${NewThread} onOpen=${onOpen} />
    <nav aria-label="Threads">
      <ul class="threads">
        ${list.map(
          (one) => html`
            <li key=${one.thread}>
              <a href=${`#${one.thread}`} aria-current=${one.thread === thread ? 'page' : undefined}
                onClick=${() => onOpen(one.thread)}>
                <span class="title">${one.title ?? one.thread}</span>
                <span class="when">${one.lastAt ? timeOf(one.lastAt) : 'not begun'}</span>
              </a>
            </li>
          `,
        )}
      </ul>
    </nav>
    <label class="teller">
      <span>You are</span>
      <input
        value=${user}
        maxlength="40"
        autocomplete="nickname"
        placeholder="Your name"
        onInput=${(event) => onUser(event.target.value)}
      />
    </label>
  `
}

function NewThread({ onOpen }) {
  const [name, setName] = useState(undefined)
  if (name === undefined) {
    return html`<button class="new" type="button" onClick=${() => setName('')}>New thread</button>`
  }
  const open = (event) => {
    event.preventDefault()
    const thread = threadNameOf(name)
    setName(undefined)
    if (thread !== '') onOpen(thread)
  }
  return html`
    <form class="new-thread" onSubmit=${open}>
      <input
        aria-label="Name of the new thread"
        placeholder="name, for instance tea-party"
        maxlength="64"
        value=${name}
        ref=${(element) => element?.focus()}
        onInput=${(event) => setName(event.target.value)}
        onKeyDown=${(event) => event.key === 'Escape' && setName(undefined)}
      />
      <button type="submit">Open</button>
    </form>
  `
}
