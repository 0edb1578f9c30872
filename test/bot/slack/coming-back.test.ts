import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ThreadHandle } from '../../doubles/slack/people/channel.ts'
import type { Person } from '../../doubles/slack/people/person.ts'
import { isFrame, withPicture } from './messages.ts'
import { begunStory, type TroupeOnSlack, troupeOnSlack } from './troupe.ts'

/** In Socket Mode the same bot goes on when its workspace is there again. */
describe.each([
  ['somebody says something', 3_600_000],
  ['it is looked for', 100],
] as const)('a workspace that was gone comes back when %s', (_what, returnMs) => {
  let here: TroupeOnSlack
  let ann: Person
  let thread: ThreadHandle
  beforeEach(async () => {
    here = await troupeOnSlack({}, { returnMs })
    ;({ ann, thread } = await begunStory(here))
  })
  afterEach(() => here.end())

  const leftAt = async () => (await here.store.tenant('slack', here.workspace.id)).leftAt

  test('and what was drawn meanwhile is told, once, in the message that began', async () => {
    await ann.mention(thread, '@Troupe next Mira in a park').acked()
    const waiting = await here.message(thread, isFrame, 'the frame')
    // As long as the workspace is suspended.
    here.slack.faults.refuse('*', 'account_inactive', { times: 999 })
    await here.draw()
    await expect.poll(leftAt).toBeInstanceOf(Date)
    await new Promise((go) => setTimeout(go, 400))
    expect(await leftAt()).toBeInstanceOf(Date)

    here.slack.faults.clear()
    if (returnMs > 1000) {
      await new Promise((go) => setTimeout(go, 200))
      expect(await leftAt()).toBeInstanceOf(Date)
      await ann.slash(here.channel, '/character list').answer()
    }
    const drawn = await here.message(thread, withPicture, 'the picture')
    expect(drawn.ts).toBe(waiting.ts)
    expect(thread.messages.filter(isFrame)).toHaveLength(1)
    expect(await leftAt()).toBeUndefined()
  })
})
