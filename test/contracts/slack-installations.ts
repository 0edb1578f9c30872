import { expect, it } from 'vitest'
import type { InstallationRow, InstallationRows } from '../../bot/slack/installations.ts'

const row = (team: string, seconds: number, keyId = 'k1'): InstallationRow => ({
  team,
  teamName: `${team} <readers>`,
  address: 'https://readers.slack.com/',
  botId: 'B1',
  botUserId: 'U1',
  keyId,
  token: Uint8Array.of(1, 2, seconds),
  installedAt: new Date(seconds * 1000),
})

/** What whoever keeps Slack installations promises; `make` gives an empty one. */
export function slackInstallationsContract(make: () => Promise<InstallationRows>): void {
  it('gives back what was put, each workspace its own, the oldest first', async () => {
    const rows = await make()
    expect(await rows.find('T1')).toBeUndefined()
    await rows.put(row('T2', 20))
    await rows.put(row('T1', 10))
    expect(await rows.find('T1')).toEqual(row('T1', 10))
    expect(await rows.list()).toEqual([row('T1', 10), row('T2', 20)])
  })

  it('keeps one of a workspace: the last', async () => {
    const rows = await make()
    await rows.put(row('T1', 10))
    await rows.put(row('T1', 30, 'k2'))
    expect(await rows.list()).toEqual([row('T1', 30, 'k2')])
  })

  it('removes what is not newer', async () => {
    const rows = await make()
    await rows.put(row('T1', 10))
    await rows.put(row('T2', 10))
    expect(await rows.remove('T1', new Date(9_999))).toBe(false)
    expect(await rows.remove('T1', new Date(10_000))).toBe(true)
    expect(await rows.remove('T1', new Date(10_000))).toBe(false)
    expect(await rows.list()).toEqual([row('T2', 10)])
  })

  it('seals anew what is still the same', async () => {
    const rows = await make()
    await rows.put(row('T1', 10))
    const sealed = { keyId: 'k2', token: Uint8Array.of(9) }
    await rows.reseal(row('T1', 9), sealed)
    await rows.reseal(row('T1', 10, 'k0'), sealed)
    expect(await rows.find('T1')).toEqual(row('T1', 10))
    await rows.reseal(row('T1', 10), sealed)
    expect(await rows.find('T1')).toEqual({ ...row('T1', 10), ...sealed })
  })
}
