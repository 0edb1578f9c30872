import { afterAll, beforeAll, describe } from 'vitest'
import type { Store } from '../../story/ports/store.ts'
import { charactersContract } from './store-characters.ts'
import { commandsContract } from './store-commands.ts'
import { deliveriesContract } from './store-deliveries.ts'
import { discoveriesContract } from './store-discoveries.ts'
import { drawingContract } from './store-drawing.ts'
import { forgettingContract } from './store-forgetting.ts'
import { framesContract } from './store-frames.ts'
import { lineContract } from './store-line.ts'
import { locksContract } from './store-locks.ts'
import { poolsContract } from './store-pools.ts'
import { posesContract } from './store-poses.ts'
import { quotaContract } from './store-quota.ts'
import { releaseContract } from './store-release.ts'
import { roundsContract } from './store-rounds.ts'
import { newScene, type Setting } from './store-scene.ts'
import { settingsContract } from './store-settings.ts'
import { standingContract } from './store-standing.ts'
import { storiesContract } from './store-stories.ts'
import { tenantsContract } from './store-tenants.ts'
import { turnsContract } from './store-turns.ts'

/** What every store promises that has the model `grand` besides its first one. `close` is called at the end. */
export function storeContract(
  make: () => Promise<Store>,
  close: () => Promise<void> = async () => {},
): void {
  let store: Store
  const setting: Setting = () => newScene(store)
  beforeAll(async () => {
    store = await make()
  })
  afterAll(close)

  describe('commands', () => commandsContract(setting))
  describe('characters', () => charactersContract(setting))
  describe('discoveries', () => discoveriesContract(setting))
  describe('stories', () => storiesContract(setting))
  describe('frames', () => framesContract(setting))
  describe('standing', () => standingContract(setting))
  describe('release', () => releaseContract(setting))
  describe('line', () => lineContract(setting))
  describe('drawing', () => drawingContract(setting))
  describe('deliveries', () => deliveriesContract(setting))
  describe('settings', () => settingsContract(setting))
  describe('locks', () => locksContract(setting))
  describe('quota', () => quotaContract(setting))
  describe('forgetting', () => forgettingContract(setting))
  describe('tenants', () => tenantsContract(setting))
  describe('turns', () => turnsContract(setting))
  describe('rounds', () => roundsContract(setting))
  describe('pools', () => poolsContract(setting))
  describe('poses', () => posesContract(setting))
}
