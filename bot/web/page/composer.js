import { commandOf, complete, usageOf } from './complete.js'
import { PoseField, takesPose } from './pose-field.js'
import { html, useEffect, useRef, useState } from './vendor/htm-preact.js'

const most = 8

/** The input: a combobox over commands, options and names, as WAI-ARIA describes it. */
export function Composer(props) {
  const { text, onText, onSay, commands, names, last, focusOn, pose, onPose } = props
  const [caret, setCaret] = useState(0)
  const [active, setActive] = useState(-1)
  const [closed, setClosed] = useState(true)
  const input = useRef()
  const command = commandOf(`${text} `, commands)
  const { items: all, first } = complete(text, caret, commands, names)
  const items = closed ? [] : all.slice(0, most)
  const open = items.length > 0
  const chosen = active === -1 ? first : Math.min(active, items.length - 1)

  useEffect(() => {
    if (focusOn === 0) return
    input.current?.focus()
    setCaret(text.length)
    setClosed(true)
  }, [focusOn])

  const put = (next, at) => {
    onText(next)
    setCaret(at)
    setActive(-1)
    requestAnimationFrame(() => input.current?.setSelectionRange(at, at))
  }
  const accept = (item) => {
    put(item.text, item.caret)
    setClosed(false)
    input.current?.focus()
  }
  const submit = () => {
    if (text.trim() === '') return
    setClosed(true)
    onSay(text.trim(), onPose && takesPose(command) ? pose : undefined)
  }
  const onKeyDown = (event) => {
    if (event.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && open) {
      setActive((chosen + step + items.length) % items.length)
    } else if (event.key === 'ArrowUp' && text === '' && last) put(last, last.length)
    else if (event.key === 'Tab' && open && !event.shiftKey) accept(items[Math.max(chosen, 0)])
    else if (event.key === 'Enter' && open && chosen >= 0) accept(items[chosen])
    else if (event.key === 'Enter') submit()
    else if (event.key === 'Escape' && open) setClosed(true)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return html`
    <form
      class="composer"
      onSubmit=${(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div class="field">
        ${open && html`<${Suggestions} items=${items} chosen=${chosen} onAccept=${accept} />`}
        <input
          ref=${input}
          role="combobox"
          aria-label="What happens next"
          aria-autocomplete="list"
          aria-expanded=${String(open)}
          aria-controls="suggestions"
          aria-activedescendant=${open && chosen >= 0 ? `suggestion-${chosen}` : undefined}
          aria-describedby="usage"
          autocomplete="off"
          autocapitalize="off"
          spellcheck=${false}
          enterkeyhint="send"
          placeholder="/story next …"
          value=${text}
          onInput=${(event) => {
            onText(event.target.value)
            setCaret(event.target.selectionStart)
            setActive(-1)
            setClosed(false)
          }}
          onClick=${(event) => setCaret(event.target.selectionStart)}
          onBlur=${() => setClosed(true)}
          onKeyDown=${onKeyDown}
        />
        <button class="send" type="submit" disabled=${text.trim() === ''}>Send</button>
      </div>
      ${onPose && takesPose(command) && html`<${PoseField} pose=${pose} onPose=${onPose} />`}
      <p class="usage" id="usage">
        ${
          command
            ? html`<code>${usageOf(command)}</code> <span>${command.summary}</span>`
            : html`<span>Type <kbd>/</kbd> to see what you can say.</span>`
        }
      </p>
    </form>
  `
}

function Suggestions({ items, chosen, onAccept }) {
  return html`
    <ul id="suggestions" role="listbox" aria-label="Suggestions">
      ${items.map(
        (item, index) => html`
          <li
            id=${`suggestion-${index}`}
            key=${item.label}
            role="option"
            aria-selected=${String(index === chosen)}
            onMouseDown=${(event) => {
              event.preventDefault()
              onAccept(item)
            }}
          >
            <span>${item.label}</span><small>${item.detail}</small>
          </li>
        `,
      )}
    </ul>
  `
}
