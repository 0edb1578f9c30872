import { expect, test } from 'vitest'
import { openInstallations } from '../../../bot/slack/installations.ts'
import { BadToken } from '../../../bot/start.ts'
import { keyIdOf, openVault } from '../../../bot/vault.ts'
import { memorySlackInstallations } from '../../fakes/memory-slack-installations.ts'

const [first, second] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)]
const readers = {
  team: 'T1',
  teamName: 'Readers',
  address: 'https://readers.slack.com/',
  botId: 'B1',
  botUserId: 'U1',
  token: 'xoxb-secret',
  installedAt: new Date(1000),
}

async function kept() {
  const rows = memorySlackInstallations()
  await (await openInstallations(rows, openVault([first]))).keep(readers)
  return rows
}

test('tokens are kept sealed and come back as they were', async () => {
  const rows = await kept()
  const [row] = await rows.list()
  expect(row).toMatchObject({ team: 'T1', keyId: keyIdOf(first) })
  expect(Buffer.from(row!.token).includes('secret')).toBe(false)
  const installations = await openInstallations(rows, openVault([first]))
  expect(await installations.find('T1')).toEqual(readers)
  expect(await installations.list()).toEqual([readers])
  expect(await installations.find('T2')).toBeUndefined()
})

test('a key that does not open them stops the start with a sentence that tells keys apart', async () => {
  const rows = await kept()
  const opening = openInstallations(rows, openVault([second]))
  await expect(opening).rejects.toThrow(
    new BadToken(
      'SECRET_KEY does not open the token of the Slack workspace Readers: that needs the key ' +
        `${keyIdOf(first)}, and this is ${keyIdOf(second)}. Add the key from before to ` +
        'SECRET_KEYS_OLD (docs/slack.md).',
    ),
  )
})

test('another key takes over at the start; then the old one can be given up', async () => {
  const rows = await kept()
  const rotated = await openInstallations(rows, openVault([second, first]))
  expect(await rotated.find('T1')).toEqual(readers)
  expect(await rows.list()).toMatchObject([{ keyId: keyIdOf(second) }])
  const after = await openInstallations(rows, openVault([second]))
  expect(await after.find('T1')).toEqual(readers)
})

test('the token of one workspace is none of another', async () => {
  const rows = await kept()
  const [row] = await rows.list()
  await rows.put({ ...row!, team: 'T2' })
  const installations = await openInstallations(rows, openVault([first]))
  await expect(installations.find('T2')).rejects.toThrow()
})
