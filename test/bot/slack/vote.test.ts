import { afterEach, describe, expect, test } from 'vitest'
import { modes } from '../../doubles/slack/client.ts'
import { labelsOf, withPicture } from './messages.ts'
import { begunStory, type TroupeOnSlack, troupeOnSlack } from './troupe.ts'

describe.each(modes)('in %s mode', (mode) => {
  let here: TroupeOnSlack
  afterEach(async () => {
    await here.end()
    expect(here.complaints).toEqual([])
  })

  test('three candidates stand for choice, and what most chose stays', async () => {
    here = await troupeOnSlack({}, { mode })
    const { ann } = await begunStory(here)
    await ann.slash(here.channel, '/story start Choices mode:vote').acked()
    const isStarter = ({ text }: { text: string }) => text.includes('Choices · a story begun by')
    const thread = here.channel.thread(await here.message(here.channel, isStarter, 'the story'))
    await here.message(thread, ({ text }) => text.includes('begins'), 'the beginning')
    await ann.mention(thread, '@Troupe next Mira in a park').acked()
    const waiting = () => thread.messages.filter((one) => labelsOf(one)[0] === 'Cancel')
    await here.slack.waitFor(() => waiting().length === 3, 'the candidates')
    for (let i = 0; i < 3; i++) await here.draw()
    const shown = () => thread.messages.filter((one) => labelsOf(one)[0] === 'Vote')
    await here.slack.waitFor(() => shown().length === 3, 'the votes')
    const second = shown().find(({ text }) => text.startsWith('1B · '))!
    expect((await ann.click(second, 'Vote').answer()).onlyFor?.id).toBe(ann.id)
    await ann.mention(thread, '@Troupe close-vote').acked()
    await here.message(thread, ({ text }) => text.includes('candidate B'), 'the choice')
    const pictures = () => thread.messages.filter(withPicture)
    await here.slack.waitFor(() => pictures().length === 1, 'the one that stays')
    expect(pictures()[0]?.ts).toBe(second.ts)
  })
})
