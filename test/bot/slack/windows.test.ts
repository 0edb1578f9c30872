import { expect, test } from 'vitest'
import { commandWindow, windowSays } from '../../../bot/slack/windows.ts'
import { commandsFor } from '../../../commands/index.ts'
import { parse } from '../../../commands/parse.ts'
import { checkView } from '../../doubles/slack/rules/view.ts'

const commands = commandsFor(['storybook'])

const commandOf = (wanted: string) => commands.find(({ name }) => name === wanted)!
const threadId = 'slack:T1:C2'

test.each(commands.filter(({ options }) => Object.keys(options.shape).length > 0))(
  'the window of $name is one that Slack takes',
  (command) => {
    for (const takesPictures of [false, true]) {
      const view = commandWindow({ command, threadId, takesPictures })
      expect(checkView(view, 'modal')).toEqual([])
    }
  },
)

test('what is given stands in its field, required fields come first, hidden ones are not asked for', () => {
  const command = commandOf('story edit')
  const view = commandWindow({
    command,
    threadId,
    given: { prompt: 'Mira sits' },
    hidden: { frame: 'f-1' },
    only: ['prompt'],
  })
  expect(view.blocks).toMatchObject([
    { block_id: 'prompt', optional: false, element: { initial_value: 'Mira sits' } },
  ])
  const said = windowSays(view.private_metadata ?? '', {
    prompt: { value: { value: ' Mira "x" ' } },
  })
  expect(said?.threadId).toBe(threadId)
  expect(parse(said?.textWith({}) ?? '', commands).options).toEqual({
    frame: 'f-1',
    prompt: 'Mira "x"',
  })
})

test('fields that were left empty say nothing', () => {
  const view = commandWindow({ command: commandOf('story start'), threadId })
  const said = windowSays(view.private_metadata ?? '', {
    title: { value: { value: 'The well' } },
    style: { value: { value: null } },
    mode: { value: { selected_option: { value: 'turns' } } },
    minutes: { value: { value: null } },
    with: { value: {} },
  })
  expect(said?.textWith({})).toBe('/story start title:"The well" mode:turns')
})

test.each(['', '{}', 'x', '{"command":1}'])('metadata of others says nothing: %s', (metadata) => {
  expect(windowSays(metadata, {})).toBeUndefined()
})
