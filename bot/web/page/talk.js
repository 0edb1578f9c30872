import { html, useEffect, useRef, useState } from './vendor/htm-preact.js'
import { timeOf } from './words.js'

const recent = 1

/** The last words near the input; all of them on request. Errors are sentences that are read out. */
export function Talk({ messages, pending, problem, connected, onSay }) {
  const [open, setOpen] = useState(false)
  const list = useRef()
  const all = [...messages, ...pending]
  const shown = open ? all : all.slice(-recent)
  useEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight
  }, [all.length, messages.at(-1)?.reply?.text, open])
  return html`
    <div class="talk">
      ${
        all.length > recent &&
        html`
        <button class="quiet more" type="button" aria-expanded=${String(open)}
          onClick=${() => setOpen(!open)}>
          ${open ? 'Show less' : `All ${all.length} messages`}
        </button>
      `
      }
      ${
        shown.length > 0 &&
        html`
        <ol class=${open ? 'messages open' : 'messages'} ref=${list} aria-label="Conversation"
          tabindex="0">
          ${shown.map(
            (message, index) =>
              html`<${Message} key=${message.id} message=${message} onSay=${onSay}
                last=${index === shown.length - 1} />`,
          )}
        </ol>
      `
      }
      ${
        !connected &&
        html`<p class="problem" role="alert">Troupe does not answer; trying again…</p>`
      }
      ${connected && problem && html`<p class="problem" role="alert">${problem}</p>`}
    </div>
  `
}

function Message({ message, onSay, last }) {
  const { reply } = message
  return html`
    <li>
      <p class="said">
        <b>${message.author}</b> <span>${message.text}</span>${' '}
        <time>${timeOf(message.time)}</time>
      </p>
      ${
        reply
          ? html`
            <p class=${reply.error ? 'reply problem' : 'reply'} role=${reply.error && last ? 'alert' : undefined}>
              ${reply.text}
            </p>
            <${Pictures} pictures=${reply.pictures ?? []} />
            ${last && html`<${Choices} choices=${reply.choices ?? []} onSay=${onSay} />`}
          `
          : html`<p class="reply waiting" role="status">…</p>`
      }
    </li>
  `
}

const sourceOf = ({ of, id }) =>
  of === 'portrait'
    ? `/characters/${id}.png`
    : `/frames/${id}${of === 'frame' ? '' : '/template'}.png`

function Pictures({ pictures }) {
  if (pictures.length === 0) return null
  return html`
    <p class="thumbnails">
      ${pictures.map(
        (picture) =>
          html`<img src=${sourceOf(picture)} alt=${picture.alt} width="64" height="64" />`,
      )}
    </p>
  `
}

function Choices({ choices, onSay }) {
  if (choices.length === 0) return null
  return html`
    <p class="choices">
      ${choices.map(
        ({ label, command }) =>
          html`<button class="quiet" type="button" onClick=${() => onSay(command)}>${label}</button>`,
      )}
    </p>
  `
}
