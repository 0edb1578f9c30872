import { expect, it, vi } from 'vitest'
import type { Change, Changes } from '../../story/ports/progress.ts'

/**
 * What `Changes` promises. `open` gives another one that hears the same changes, as a second process
 * would have, or the same one where there is only one process; the caller closes them.
 */
export function changesContract(open: () => Promise<Changes>): void {
  const frame: Change = { kind: 'frame', id: 'f-1', threadId: 'web:local:evening' }
  const character: Change = { kind: 'character', id: 'c-1', threadId: undefined }

  it('tells every subscriber, here and elsewhere, in order', async () => {
    const [here, elsewhere] = [await open(), await open()]
    const heard: Change[][] = [[], [], []]
    here.subscribe((change) => heard[0]!.push(change))
    here.subscribe((change) => heard[1]!.push(change))
    elsewhere.subscribe((change) => heard[2]!.push(change))
    await here.publish(frame)
    await here.publish(character)
    await vi.waitFor(() => expect(heard).toEqual(Array(3).fill([frame, character])))
  })

  it('tells nobody who ended the subscription', async () => {
    const changes = await open()
    const heard: string[] = []
    const listener = (change: Change) => heard.push(change.id)
    const end = changes.subscribe(listener)
    changes.subscribe(listener)
    end()
    end()
    await changes.publish(frame)
    await vi.waitFor(() => expect(heard).toEqual(['f-1']))
  })
}
