import { setTimeout as sleep } from 'node:timers/promises'

/** Waits for Troupe at that address, adds a character and waits for a frame with it. */
export async function drawOverApi(address: string, patience = 300_000): Promise<void> {
  const deadline = Date.now() + patience
  const until = async (what: string, done: () => Promise<boolean>) => {
    while (!(await done().catch(() => false))) {
      if (Date.now() > deadline) throw new Error(`${what} took more than ${patience / 1000} s`)
      await sleep(300)
    }
  }
  await until('the start', async () => (await fetch(`${address}/readyz`)).ok)
  for (const text of [
    '/character add Mira a young woman with long red hair',
    '/story start Bench',
    '/story next Mira in a park',
  ]) {
    const response = await fetch(`${address}/api/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ thread: 'bench', user: 'bench', text }),
    })
    const { reply } = (await response.json()) as { reply: { text: string; error?: unknown } }
    if (reply.error !== undefined) throw new Error(`${text}: ${reply.text}`)
  }
  await until('the frame', async () => {
    const thread = await (await fetch(`${address}/api/threads/bench`)).json()
    const { frames } = thread as { frames: { state: string; problem?: string }[] }
    if (frames[0]?.state === 'failed') throw new Error(frames[0].problem)
    return frames[0]?.state === 'posted' || frames[0]?.state === 'drawn'
  })
}
