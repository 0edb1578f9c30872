import { html } from './vendor/htm-preact.js'

const steps = [
  {
    title: 'Describe somebody',
    command: '/character add Mira a young woman with long red hair and fair skin',
    isDone: ({ characters }) => characters.length > 0,
  },
  {
    title: 'Open a story',
    command: '/story start The lighthouse',
    isDone: ({ story }) => story !== null,
  },
  {
    title: 'Say what happens',
    command: '/story next Mira in a library',
    isDone: ({ frames }) => frames.length > 0,
  },
]

/** The first visit: three commands to click, in the order in which a story begins. */
export function Welcome({ view, onSay }) {
  const next = steps.findIndex((step) => !step.isDone(view))
  return html`
    <section class="welcome" aria-label="How a story begins">
      <h2>Every story begins with somebody.</h2>
      <p>
        Describe a character once, and they stay themselves in every picture that follows. Try these
        three, or write your own below.
      </p>
      <ol>
        ${steps.map(
          (step, index) => html`
            <li key=${step.title} data-done=${String(step.isDone(view))}>
              <button
                class=${index === next ? 'example next' : 'example'}
                type="button"
                disabled=${step.isDone(view)}
                onClick=${() => onSay(step.command)}
              >
                <b>${step.title}</b>
                <code>${step.command}</code>
              </button>
            </li>
          `,
        )}
      </ol>
    </section>
  `
}
