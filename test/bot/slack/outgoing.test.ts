import { expect, test } from 'vitest'
import { escaped, shortened, toContent } from '../../../bot/slack/outgoing.ts'
import { checkDraft } from '../../doubles/slack/rules/message.ts'

const buttons = [
  { id: 'next:1', label: 'Next', style: 'main' },
  { id: 'undo:1', label: 'Undo', style: 'plain' },
] as const
const lines = [
  { title: '3', text: 'Mira <!channel> & *Tomas*' },
  { text: 'told by <@U1>', isSmall: true },
]

test('words are shown as they were written, and ring nobody', () => {
  const { text, blocks } = toContent({ lines, buttons, pictures: [] }, [{ fileId: 'F1', alt: 'a' }])
  expect(text).toBe('3 · Mira &lt;!channel&gt; &amp; *Tomas*\ntold by &lt;@U1&gt;')
  expect(blocks.map(({ type }) => type)).toEqual(['rich_text', 'image', 'context', 'actions'])
  expect(blocks[0]).toMatchObject({
    elements: [
      {
        elements: [
          { type: 'text', text: '3', style: { bold: true } },
          { type: 'text', text: ' · ' },
          { type: 'text', text: 'Mira <!channel> & *Tomas*' },
        ],
      },
    ],
  })
  expect(blocks[2]).toMatchObject({ elements: [{ text: 'told by &lt;@U1&gt;' }] })
})

test('channels stay links', () => {
  const message = { lines: [{ text: 'in <#C0123ABCD> only' }], buttons: [], pictures: [] }
  expect(JSON.stringify(toContent(message).blocks)).toContain('"channel_id":"C0123ABCD"')
})

test.each(['&', '<!everyone> ', '😀', 'x'])('the longest texts of %s are taken', (piece) => {
  const long = piece.repeat(5000)
  const content = toContent(
    {
      lines: [
        { title: long, text: long },
        { text: long, isSmall: true },
      ],
      buttons: Array.from({ length: 30 }, (_, i) => ({ id: `b${i}`, label: long, style: 'plain' })),
      pictures: [],
    },
    [{ fileId: 'F1', alt: long }],
  )
  expect(checkDraft(content)).toBeDefined()
  expect(content.text.length).toBeLessThanOrEqual(4000)
})

test('cutting leaves whole characters and whole entities', () => {
  expect(shortened('ab😀c', 3)).toBe('ab…')
  expect(escaped('a&&', 7)).toBe('a&amp;…')
})
