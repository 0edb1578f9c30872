import type { webApi } from '@slack/bolt'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newClient } from './client.ts'
import type { ChannelHandle } from './people/channel.ts'
import { type Slack, startSlack } from './start.ts'

let slack: Slack
let channel: ChannelHandle
let client: webApi.WebClient
let later = 0
const png = Buffer.from('89504e470d0a1a0a00000000', 'hex')

beforeEach(async () => {
  later = 0
  slack = await startSlack({ now: () => 1e12 + later, fileDelayMs: 1000 })
  channel = slack.workspace().channel()
  client = newClient(slack)
})
afterEach(() => slack.close())

async function upload(filename = 'Frame.png', bytes = png): Promise<string> {
  const { upload_url, file_id } = await client.files.getUploadURLExternal({
    filename,
    length: bytes.length,
    alt_text: 'Mira waves',
  })
  expect((await fetch(upload_url!, { method: 'POST', body: new Uint8Array(bytes) })).status).toBe(
    200,
  )
  await client.files.completeUploadExternal({ files: [{ id: file_id!, title: 'Frame 1' }] })
  return file_id!
}

const showing = (id: string) => [
  { type: 'image' as const, alt_text: 'Mira waves', slack_file: { id } },
]
const post = (id: string) =>
  client.chat.postMessage({ channel: channel.id, text: 'drawn', blocks: showing(id) })

test('a picture can be shown once Slack knows what it is', async () => {
  const id = await upload()
  expect((await client.files.info({ file: id })).file).toMatchObject({ mimetype: '' })
  await expect(post(id)).rejects.toMatchObject({ data: { error: 'invalid_blocks' } })
  expect(channel.messages).toEqual([])
  later = 1000
  const { file } = await client.files.info({ file: id })
  expect(file).toMatchObject({ mimetype: 'image/png', size: 12, title: 'Frame 1' })
  await post(id)
  const [message] = channel.messages
  expect(message?.files).toMatchObject([{ name: 'Frame.png', altText: 'Mira waves' }])
  expect(Buffer.from(message!.files[0]!.bytes)).toEqual(png)
  expect(slack.violations).toEqual([])
})

test('an update shows another picture instead', async () => {
  const ids = [await upload(), await upload('2.png')]
  later = 1000
  const { ts } = await post(ids[0]!)
  await client.chat.update({ channel: channel.id, ts: ts!, blocks: showing(ids[1]!) })
  expect(channel.messages[0]?.files.map(({ name }) => name)).toEqual(['2.png'])
})

test('a file is fetched with a token, and gone when it was deleted', async () => {
  const id = await upload()
  later = 1000
  await post(id)
  const url = (await client.files.info({ file: id })).file!.url_private!
  const headers = { authorization: `Bearer ${slack.botToken}` }
  expect(Buffer.from(await (await fetch(url, { headers })).arrayBuffer())).toEqual(png)
  expect(await (await fetch(url)).text()).toContain('Sign in')
  await client.files.delete({ file: id })
  expect(channel.messages[0]?.files).toEqual([])
  expect(slack.files).toMatchObject([{ state: 'deleted', bytes: new Uint8Array() }])
  expect((await fetch(url, { headers })).status).toBe(404)
  await expect(post(id)).rejects.toMatchObject({ data: { error: 'invalid_blocks' } })
  const info = client.files.info({ file: id })
  await expect(info).rejects.toMatchObject({ data: { error: 'file_deleted' } })
})

test("filesUploadV2 shares a file in a thread as the client's own method does", async () => {
  const { ts } = await client.chat.postMessage({ channel: channel.id, text: 'story' })
  await client.filesUploadV2({
    channel_id: channel.id,
    thread_ts: ts!,
    initial_comment: 'frame 1',
    file: png,
    filename: 'f.png',
    alt_text: 'alt',
  })
  const [reply] = channel.thread(channel.messages[0]!).messages
  expect(reply).toMatchObject({ text: 'frame 1', threadTs: ts, files: [{ name: 'f.png' }] })
  expect(slack.violations).toEqual([])
})

test('bytes must come, as many as were announced, and once', async () => {
  const length = png.length
  const { upload_url, file_id } = await client.files.getUploadURLExternal({ filename: 'a', length })
  const complete = () => client.files.completeUploadExternal({ files: [{ id: file_id! }] })
  await expect(complete()).rejects.toMatchObject({ data: { error: 'file_not_found' } })
  const send = async (body: string) => (await fetch(upload_url!, { method: 'POST', body })).status
  expect(await send('short')).toBe(400)
  expect(slack.violations).toEqual(['upload: a has 5 bytes, and 12 were announced'])
  expect(await send('x'.repeat(12))).toBe(200)
  expect(await send('x'.repeat(12))).toBe(404)
  await complete()
  await expect(complete()).rejects.toMatchObject({ data: { error: 'file_not_found' } })
  later = 1000
  // It is no picture.
  await expect(post(file_id!)).rejects.toMatchObject({ data: { error: 'invalid_blocks' } })
})
