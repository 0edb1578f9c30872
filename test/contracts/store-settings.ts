import { expect, it } from 'vitest'
import { defaultSettings } from '../../story/settings.ts'
import type { Setting } from './store-scene.ts'

export function settingsContract(setting: Setting): void {
  it('begins with the defaults of the platform', async () => {
    const { store, tenant } = await setting()
    expect(await store.settings.get(tenant)).toEqual(defaultSettings('web'))
    const chat = await store.tenant('discord', `${tenant.workspace}-chat`)
    expect(await store.settings.get(chat)).toEqual(defaultSettings('discord'))
    expect(defaultSettings('discord').framesPerPerson).toBeGreaterThan(0)
  })

  it('changes some and leaves the others, of this workspace and of others', async () => {
    const { store, tenant } = await setting()
    const other = (await setting()).tenant
    const first = { framesPerPerson: 3, channels: ['c-1', 'c-2'], style: 'pencil' }
    await store.settings.change(tenant, first)
    const changed = { ...defaultSettings('web'), ...first, cooldown: 30, channels: ['c-3'] }
    const second = { cooldown: 30, channels: ['c-3'] }
    expect(await store.settings.change(tenant, second)).toEqual(changed)
    expect(await store.settings.get(tenant)).toEqual(changed)
    expect(await store.settings.get(other)).toEqual(defaultSettings('web'))
  })

  it('brings a default back', async () => {
    const { store, tenant } = await setting()
    await store.settings.change(tenant, { framesPerPerson: 3, style: 'pencil', cooldown: 9 })
    const change = { framesPerPerson: undefined, style: undefined }
    const left = { ...defaultSettings('web'), cooldown: 9 }
    expect(await store.settings.change(tenant, change)).toEqual(left)
    expect(await store.settings.get(tenant)).toEqual(left)
    const untouched = await setting()
    await untouched.store.settings.change(untouched.tenant, change)
    expect(await store.settings.get(untouched.tenant)).toEqual(defaultSettings('web'))
  })
}
