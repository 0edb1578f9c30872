import { expect, test } from 'vitest'
import { webWorld } from './web-world.ts'

const yes = async () => true
const never = () => new Promise<boolean>(() => {})

async function ask(parts: Record<string, () => Promise<boolean>>, path: string) {
  const { get } = await webWorld({ health: { parts, signs: { worker: async () => false } } })
  const response = await get(path)
  return { status: response.status, body: JSON.parse(await response.text()) }
}

test('ready is 200 while every part answers; signs decide nothing', async () => {
  expect(await ask({ store: yes, pictures: yes }, '/readyz')).toEqual({
    status: 200,
    body: { ready: true, parts: { store: true, pictures: true }, signs: { worker: false } },
  })
})

test('a part that is away, fails or is silent is named with 503; the process lives', async () => {
  const parts = {
    store: yes,
    pictures: async () => Promise.reject(new Error('away')),
    queue: never,
  }
  expect(await ask(parts, '/readyz')).toEqual({
    status: 503,
    body: {
      ready: false,
      parts: { store: true, pictures: false, queue: false },
      signs: { worker: false },
    },
  })
  expect(await ask(parts, '/healthz')).toEqual({ status: 200, body: { alive: true } })
})
