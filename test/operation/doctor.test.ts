import { appendFile, copyFile, cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consult } from '../../operation/doctor/doctor.ts'
import { type Discord, startDiscord } from '../doubles/discord/start.ts'
import { type S3Server, startS3 } from '../doubles/s3/server.ts'
import { writeTinyBundle } from '../fixtures/bundle.ts'
import { emptyDatabase, freshDatabase, type TestDatabase } from '../postgres.ts'

describe('the doctor', () => {
  let folder: string
  let bundle: string
  let database: TestDatabase
  let empty: TestDatabase
  let s3: S3Server
  let discord: Discord

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'troupe-doctor-'))
    bundle = await writeTinyBundle()
    database = await freshDatabase()
    empty = await emptyDatabase()
    s3 = await startS3()
    discord = await startDiscord()
  })
  afterAll(async () => {
    await Promise.all([discord.close(), s3.stop(), database.drop(), empty.drop()])
    await rm(folder, { recursive: true, force: true })
    await rm(bundle, { recursive: true, force: true })
  })

  /** What is not good, by what it is about. */
  async function complaints(more: Record<string, string> = {}): Promise<Record<string, string>> {
    const settings = { DATABASE_URL: database.url, DATA_DIR: folder, BUNDLE: bundle, ...more }
    const found = (await consult(settings)).filter(({ state }) => state !== 'good')
    // The tests' own server does without fsync.
    const told = found.filter(({ sentence }) => !sentence.startsWith('fsync is off'))
    return Object.fromEntries(told.map(({ about, sentence }) => [about, sentence]))
  }
  const bucket = () => ({
    FRAMES_URL: `s3://troupe/doctor?endpoint=${s3.endpoint}`,
    AWS_ACCESS_KEY_ID: s3.key.id,
    AWS_SECRET_ACCESS_KEY: s3.key.secret,
  })

  test('has nothing to complain of where all is well', async () => {
    const token = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api }
    expect(await complaints({ ...bucket(), ...token })).toEqual({})
    expect(await readdir(folder)).toEqual([])
  })

  test('names a setting that makes no sense, and stops there', async () => {
    expect(await complaints({ PORT: 'many' })).toEqual({
      settings: 'PORT must be a port number, 1 to 65535.',
    })
    expect(await complaints({ FRAMES_URL: 'ftp://x' })).toEqual({
      settings: 'FRAMES_URL: ftp:// is not known: give a folder, file: or s3://.',
    })
  })

  test('tells a database that is away from one without tables', async () => {
    const away = await complaints({ DATABASE_URL: 'postgres://troupe@127.0.0.1:1/troupe' })
    expect(away.database).toBe(
      'PostgreSQL does not answer (connect ECONNREFUSED 127.0.0.1:1): check DATABASE_URL.',
    )
    expect((await complaints({ DATABASE_URL: empty.url })).database).toMatch(
      /^It lacks 0001_init, .*: run npm run migrate\.$/,
    )
  })

  test('tells a Redis that is away from one that forgets', async () => {
    expect((await complaints({ REDIS_URL: 'redis://127.0.0.1:1' })).redis).toMatch(
      /^Redis does not answer \(.*\): check REDIS_URL and its password\.$/,
    )
    const { TEST_REDIS_URL } = process.env
    expect((await complaints({ REDIS_URL: TEST_REDIS_URL! })).redis).toMatch(/appendonly no/)
  })

  test('tells what is wrong with the pictures’ place', async () => {
    const secret = { ...bucket(), AWS_SECRET_ACCESS_KEY: 'wrong-wrong' }
    expect((await complaints(secret)).pictures).toMatch(/AWS_SECRET_ACCESS_KEY is not the secret/)
    const nowhere = { ...bucket(), FRAMES_URL: `s3://nowhere?endpoint=${s3.endpoint}` }
    expect((await complaints(nowhere)).pictures).toMatch(/there is no bucket nowhere/)
  })

  test('finds the file of a bundle that was touched', async () => {
    const spoiled = await mkdtemp(join(tmpdir(), 'troupe-spoiled-'))
    for (const name of await readdir(bundle))
      await copyFile(join(bundle, name), join(spoiled, name))
    await appendFile(join(spoiled, 'decoder.onnx'), 'x')
    expect((await complaints({ BUNDLE: spoiled })).bundle).toMatch(/decoder\.onnx is damaged/)
    await rm(spoiled, { recursive: true })
  })

  test('tells of another pool’s bundle whether its words can be read', async () => {
    const other = join(folder, 'other')
    await cp(bundle, other, { recursive: true })
    // Its own workers open the rest.
    await rm(join(other, 'decoder.onnx'))
    const BUNDLE = `storybook,${other}`
    expect((await complaints({ BUNDLE })).bundle).toBeUndefined()
    await rm(join(other, 'tokenizer.json'))
    expect((await complaints({ BUNDLE })).bundle).toMatch(
      /^A bot or a page does not start here: BUNDLE .*other does not open: cannot read/,
    )
    await rm(other, { recursive: true })
  })

  test('tries the tokens', async () => {
    const wrong = { DISCORD_TOKEN: 'MTA.wrong.token', DISCORD_API_URL: discord.api }
    expect((await complaints(wrong)).DISCORD_TOKEN).toBe(
      'It is not accepted (status 401): make a new one.',
    )
    const slack = {
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_APP_TOKEN: 'xapp-1',
      SLACK_API_URL: 'http://127.0.0.1:1/api',
    }
    expect((await complaints(slack)).SLACK_BOT_TOKEN).toMatch(/^It cannot be tried/)
  })
})
