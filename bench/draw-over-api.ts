import { setTimeout as sleep } from 'node:timers/promises'

const name = 'bench'

export interface ShownFrame {
  readonly state: string
  readonly image: string | null
  readonly problem: string | null
}

/** Waits until something is so. Throws an Error when that takes too long. */
export async function until(
  what: string,
  done: () => Promise<boolean>,
  patience = 300_000,
): Promise<void> {
  const deadline = Date.now() + patience
  while (!(await done())) {
    if (Date.now() > deadline) throw new Error(`${what} took more than ${patience / 1000} s`)
    await sleep(300)
  }
}

/** Says one command to Troupe at that address. Throws an Error when it is refused. */
export async function sayOverApi(address: string, text: string): Promise<void> {
  const response = await fetch(`${address}/api/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ thread: name, user: name, text }),
  })
  const { reply } = (await response.json()) as { reply: { text: string; error?: unknown } }
  if (reply.error !== undefined) throw new Error(`${text}: ${reply.text}`)
}

/** The frames that were told there, in reading order. */
export async function framesOverApi(address: string): Promise<readonly ShownFrame[]> {
  const thread = await (await fetch(`${address}/api/threads/${name}`)).json()
  return (thread as { frames: ShownFrame[] }).frames
}

/** Throws an Error when it cannot be drawn. */
export function isDrawn({ state, problem }: ShownFrame): boolean {
  if (state === 'failed') throw new Error(problem ?? 'the frame failed')
  return state === 'drawn' || state === 'posted'
}

/** Waits for Troupe at that address, adds a character and waits for a frame with it. */
export async function drawOverApi(address: string): Promise<void> {
  const ready = () => fetch(`${address}/readyz`).catch(() => undefined)
  await until('the start', async () => (await ready())?.ok === true)
  await sayOverApi(address, '/character add Mira a young woman with long red hair')
  await sayOverApi(address, '/story start Bench')
  await sayOverApi(address, '/story next Mira in a park')
  await until('the frame', async () => isDrawn((await framesOverApi(address))[0]!))
}
