import { afterEach, expect, test } from 'vitest'
import { labelsOf, withPicture } from './messages.ts'
import { begunStory, type TroupeOnSlack, troupeOnSlack } from './troupe.ts'

const sly = '<!channel> <@U1> & <b>'
const safe = '&lt;!channel&gt; &lt;@U1&gt; &amp; &lt;b&gt;'

let here: TroupeOnSlack
afterEach(() => here.end())

/** Every text in a body with the kind of text that it is. */
function* textsIn(value: unknown, key = '', kind = ''): Generator<{ kind: string; text: string }> {
  if (typeof value === 'string') yield { kind: `${kind}.${key}`, text: value }
  if (typeof value !== 'object' || value === null) return
  const own = 'type' in value ? String(value.type) : kind
  for (const [name, inner] of Object.entries(value)) yield* textsIn(inner, name, own)
}

/** Slack shows these as they are written: nothing in them is read as markup. */
const asWritten =
  /^(text\.text|link\.text|link\.url|image\.alt_text|.*\.(initial_value|value|filename|title))$/

test('nothing that people write is markup anywhere', async () => {
  here = await troupeOnSlack()
  const { ann, thread } = await begunStory(here)
  const sam = here.workspace.member({ name: sly, admin: true })
  const add = await sam.slash(here.channel, '/character').view()
  await sam.submit(add, { name: 'Zoe', description: `young woman ${sly}` }).acked()
  await here.findFaces()
  await here.message(here.channel, ({ text }) => text.startsWith('Zoe · '), 'the character')
  await sam.slash(here.channel, `/story start ${sly}`).acked()
  await sam.slash(here.channel, `/character show ${sly}`).answer()
  await sam.slash(here.channel, `/troupe settings style:"${sly}"`).answer()
  await sam.mention(thread, `@Troupe next Mira ${sly}`).acked()
  await here.message(thread, (one) => labelsOf(one)[0] === 'Cancel', 'the frame')
  await here.draw()
  const frame = await here.message(thread, withPicture, 'the picture')
  const edit = await sam.click(frame, 'Edit prompt').view()
  await sam.submit(edit, { prompt: `Mira sits ${sly}` }).acked()
  await ann.click(frame, 'Info').answer()
  await ann.click(frame, 'Before').answer()
  await sam.openHome().acked()
  await here.slack.waitFor(() => sam.home, 'the home')

  const bodies = here.slack.requests.map(({ given }) =>
    Object.fromEntries(
      Object.entries(given).map(([key, value]) => [key, parsed(String(value))] as const),
    ),
  )
  const texts = bodies.flatMap((body) => [...textsIn(body)])
  const written = texts.filter(({ text }) => /channel&?/.test(text) && /U1/.test(text))
  // Prompt, description, title, name, alt texts, answers, a window's field and the home.
  expect(written.length).toBeGreaterThan(20)
  const markup = written.filter(
    ({ kind, text }) =>
      !asWritten.test(kind) && kind !== '.private_metadata' && !text.includes(safe),
  )
  expect(markup).toEqual([])
  const told = [...here.channel.messages, ...here.channel.ephemeral, ...ann.dm().messages]
  const ringing = told.filter(
    ({ author, pings }) => author.isBot && (pings.everyone || pings.users.length > 0),
  )
  expect(ringing).toEqual([])
})

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
