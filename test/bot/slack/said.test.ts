import { expect, test } from 'vitest'
import {
  mentionText,
  placeOf,
  slackThreadId,
  slashText,
  unescaped,
} from '../../../bot/slack/said.ts'
import { commandsFor } from '../../../commands/index.ts'
import { halfSaid, parse } from '../../../commands/parse.ts'

const commands = commandsFor(['storybook'])

test.each([
  [{ team: 'T1', channel: 'C2', threadTs: undefined }, 'slack:T1:C2'],
  [{ team: 'T1', channel: 'C2', threadTs: '1712345678.000100' }, 'slack:T1:C2-1712345678.000100'],
])('places are thread ids and back', (place, id) => {
  expect(slackThreadId(place)).toBe(id)
  expect(placeOf(id)).toEqual(place)
})

test.each([
  ['a &lt; b &amp;amp; c &gt; d', 'a < b &amp; c > d'],
  ['channels:&lt;x&gt; <#C0123ABC|stories>', 'channels:<x> <#C0123ABC>'],
  ['see <http://a.b|a.b> and <https://c.d/e>', 'see a.b and https://c.d/e'],
])('what Slack escaped reads as it was typed: %s', (text, typed) => {
  expect(unescaped(text)).toBe(typed)
})

test.each([
  ['/character', '', '/character add'],
  ['/story', '  ', '/story start'],
  ['/troupe', '', '/help'],
  ['/troupe', 'help story next', '/help story next'],
  ['/troupe', 'Status', '/Status'],
  ['/troupe', 'settings person:20', '/troupe settings person:20'],
  ['/story', 'start The lighthouse', '/story start The lighthouse'],
])('%s %s', (command, words, text) => {
  expect(slashText(command, words, commands)).toBe(text)
})

test.each([
  ['<@U1> next they find the door', '/story next they find the door'],
  ['<@U1> <@U2>  Next Mira', '/story Next Mira'],
  ['<@U1> /story next Mira', '/story next Mira'],
  ['<@U1> character add Tomas old man', '/character add Tomas old man'],
  ['<@U1> cast add Tomas', '/story cast add Tomas'],
  ['<@U1> forget-me', '/troupe forget-me'],
  ['<@U1> status', '/status'],
  ['<@U1>', '/help'],
])('the mention %s', (mention, text) => {
  expect(mentionText(mention, commands)).toBe(text)
})

test('a mention that is no command says nothing', () => {
  expect(mentionText('<@U1> they find the door', commands)).toBeUndefined()
})

test('lists of names after "with:" are read', () => {
  const text = slashText('/story', 'start “The old mill” with: Mira, Tomas', commands)
  expect(parse(text, commands).options).toMatchObject({
    title: 'The old mill',
    with: 'Mira, Tomas',
  })
})

test.each([
  ['/character add', 'character add', {}],
  ['/character add Mira', 'character add', { name: 'Mira' }],
  ['/story start mode:turns', 'story start', { mode: 'turns' }],
  ['/story next', 'story next', {}],
])('%s is half said', (text, name, given) => {
  const half = halfSaid(text, commands)
  expect(half?.command.name).toBe(name)
  expect(half?.given).toEqual(given)
})

test.each(['/story list', '/story next Mira', '/nonsense', '/story start mode:'])(
  '%s is not',
  (text) => {
    expect(halfSaid(text, commands)).toBeUndefined()
  },
)
