import { describe, expect, test } from 'vitest'
import { webWorld } from './web-world.ts'

const help = { thread: 't', user: 'N', text: '/help' }

describe('other people’s pages', () => {
  test.each([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['another port of this computer', { origin: 'http://localhost:3000' }],
    ['a hidden origin', { origin: 'null' }],
    ['a rebound name', { host: 'evil.example:4000' }],
    ['a name that only begins like ours', { host: '127.0.0.1.evil.example' }],
    ['no host', { host: '' }],
  ])('%s is refused', async (_, headers) => {
    const { post } = await webWorld()
    expect((await post('/api/commands', help, headers)).status).toBe(403)
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'a form that posts %s is refused',
    async (type) => {
      const { post } = await webWorld()
      expect((await post('/api/commands', help, { 'content-type': type })).status).toBe(415)
    },
  )

  test('reading is refused to a rebound name as well', async () => {
    const { get } = await webWorld()
    expect((await get('/api/threads', { host: 'evil.example' })).status).toBe(403)
  })
})

test('the own page may speak, under each loopback name', async () => {
  const { post } = await webWorld()
  for (const host of ['localhost:4000', '127.0.0.1:4000', '[::1]:4000']) {
    const headers = { host, origin: `http://${host}` }
    expect((await post('/api/commands', help, headers)).status).toBe(200)
  }
})

test('a server for others answers under its own name, but never across origins', async () => {
  const { post } = await webWorld({ host: '0.0.0.0' })
  const host = 'troupe.example'
  expect((await post('/api/commands', help, { host, origin: `https://${host}` })).status).toBe(200)
  const foreign = { host, origin: 'https://evil.example' }
  expect((await post('/api/commands', help, foreign)).status).toBe(403)
})

test('every answer carries the security headers, the page has no inline code', async () => {
  const { get } = await webWorld()
  for (const path of ['/', '/api/threads', '/page/main.js', '/nothing']) {
    const { headers } = await get(path)
    const policy = headers.get('content-security-policy')
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
  }
  const page = await (await get('/')).text()
  expect(page).not.toMatch(/<script(?![^>]*src)|<style|\sstyle=|\son\w+=/)
})

test.each([
  '/page/../app.ts',
  '/page/%2e%2e/app.ts',
  '/page/..%2fapp.ts',
  '/page/index.html',
  '/frames/../../package.json',
  '/frames/..%2f..%2fpackage.json.png',
  '/.env',
  '/api/threads/a:b',
  '/api/threads/..%2f..',
])('%s is not a file', async (path) => {
  const { get } = await webWorld()
  expect((await get(path)).status).toBe(404)
})
