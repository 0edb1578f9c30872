import { expect, test } from 'vitest'
import { connectSlack } from '../../../bot/slack/connect.ts'
import { BadToken } from '../../../bot/start.ts'
import { commandsFor } from '../../../commands/index.ts'
import { world } from '../../commands/world.ts'
import { startSlack } from '../../doubles/slack/start.ts'
import { takerOf } from '../pose-taker.ts'

const commands = commandsFor(['storybook'])

/** What becomes of a connection with such tokens. */
async function connectWith({
  api,
  ...tokens
}: {
  token?: string
  appToken?: string
  api?: string
}) {
  const slack = await startSlack()
  slack.workspace()
  const here = world()
  const { store, pictures, newReference } = here
  const nothing = () => {}
  const connecting = connectSlack({
    way: { by: 'socket', token: slack.botToken, appToken: slack.appToken, ...tokens },
    api: api ?? slack.api,
    store,
    pictures,
    commands,
    languages: here.languages,
    poses: takerOf(here),
    say: () => Promise.reject(new Error('nobody speaks')),
    newReference,
    log: { info: nothing, warn: nothing, error: nothing },
  })
  try {
    await (await connecting).close()
  } finally {
    await slack.close()
  }
}

test('a token that Slack does not know is named', async () => {
  await expect(connectWith({ token: 'xoxb-wrong' })).rejects.toThrow(
    new BadToken('SLACK_BOT_TOKEN is not accepted by Slack: invalid_auth.'),
  )
  await expect(connectWith({ appToken: 'xapp-wrong' })).rejects.toThrow(
    new BadToken('SLACK_APP_TOKEN is not accepted by Slack: invalid_auth.'),
  )
})

test('an outage is no bad token', async () => {
  const trouble = await connectWith({ api: 'http://127.0.0.1:9/api/' }).catch((error) => error)
  expect(trouble).toBeInstanceOf(Error)
  expect(trouble).not.toBeInstanceOf(BadToken)
  await connectWith({})
})
