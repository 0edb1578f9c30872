import { html, useEffect, useState } from './vendor/htm-preact.js'

/** Whether the screen is too narrow for a side column. */
export function useNarrow(query) {
  const [narrow, setNarrow] = useState(() => matchMedia(query).matches)
  useEffect(() => {
    const media = matchMedia(query)
    const look = () => setNarrow(media.matches)
    media.addEventListener('change', look)
    return () => media.removeEventListener('change', look)
  }, [query])
  return narrow
}

/** A side column; on a narrow screen a drawer, out of reach while it is closed. */
export function Drawer({ side, label, narrow, open, onClose, children }) {
  const hidden = narrow && !open
  return html`
    ${narrow && open && html`<div class="backdrop" onClick=${onClose}></div>`}
    <aside
      class=${`drawer ${side}`}
      data-open=${String(open)}
      aria-label=${label}
      inert=${hidden}
      onKeyDown=${(event) => event.key === 'Escape' && onClose()}
    >
      ${narrow && html`<button class="quiet close" type="button" onClick=${onClose}>Close</button>`}
      ${children}
    </aside>
  `
}
