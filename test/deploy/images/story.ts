import pg from 'pg'
import {
  drawOverApi,
  framesOverApi,
  isDrawn,
  sayOverApi,
  until,
} from '../../../bench/draw-over-api.ts'
import { choosePort } from '../../../prisma/embedded-record.ts'
import { missingMigrations } from '../../../prisma/migrate.ts'
import type { Together } from '../../together.ts'
import { claim } from './claim.ts'
import { healthQuestion, type Service } from './compose.ts'
import { graceSeconds, type Program, type Running, runToEnd, startContainer } from './container.ts'
import type { Engine } from './engine.ts'
import { startServers, startSilence } from './servers.ts'

export interface Scene {
  readonly engine: Engine
  readonly together: Together
  /** Names of the images. */
  readonly bot: string
  readonly worker: string
  /** What compose.yaml runs them with. */
  readonly services: Readonly<Record<string, Service>>
}

/** Nothing but the images: they say what is wrong, and end when they are asked to. */
export async function tryAlone({ engine, together, bot, worker, services }: Scene): Promise<void> {
  for (const image of [bot, worker]) {
    const { code, text } = await runToEnd(engine, { image, env: {} })
    claim(`${image} without a setting ends with 78 and names it`, code === 78, text)
  }
  const { port, reached } = await startSilence(together)
  const env = { DATABASE_URL: `postgres://nobody@127.0.0.1:${port}/nothing` }
  const migrating = await open(engine, together, {
    image: bot,
    env,
    command: services.migrate?.command,
  })
  await reached
  await claimEnd('a program that is only starting', migrating, 143)
}

/** A story from the empty database on, over the page's interface. */
export async function tellStory(scene: Scene): Promise<void> {
  const { engine, together, bot, worker, services } = scene
  const { databaseUrl, env } = await startServers(together)
  const migrated = await runToEnd(engine, { image: bot, env, command: services.migrate?.command })
  claim('migrate ends with 0', migrated.code === 0, migrated.text)
  claim('migrate made all tables', (await missing(databaseUrl)).length === 0)

  const [port, webPort, workerPort] = [await choosePort(), await choosePort(), await choosePort()]
  const webEnv = { ...env, PORT: `${port}`, OPERATION_PORT: `${webPort}` }
  const web = await open(engine, together, {
    image: bot,
    env: webEnv,
    command: services.web?.command,
  })
  const workerEnv = { ...env, OPERATION_PORT: `${workerPort}` }
  const drawing = await open(engine, together, { image: worker, env: workerEnv })
  const address = `http://127.0.0.1:${port}`
  try {
    await drawOverApi(address)
    claim('a face was found and a frame drawn', true)
    await claimPicture(address)
    await claimPage(address)
    await claimHealth('web', web, healthQuestion(services.web!, webPort), webPort)
    await claimHealth('worker', drawing, healthQuestion(services.worker!, workerPort), workerPort)

    await sayOverApi(address, '/story next Mira in a library')
    await until('drawing', async () => (await framesOverApi(address))[1]?.state === 'drawing')
    await claimEnd('a worker that draws', drawing, 0)
    const next = await open(engine, together, { image: worker, env: workerEnv })
    await until('the frame', async () => isDrawn((await framesOverApi(address))[1]!))
    claim('what it had begun is drawn by another', true)
    await claimEnd('a worker with nothing to do', next, 0)
    await claimEnd('web', web, 0)
  } catch (error) {
    console.error(await web.log(), await drawing.log())
    throw error
  }
}

const open = (engine: Engine, { start }: Together, program: Program): Promise<Running> =>
  start(
    () => startContainer(engine, program),
    (one) => one.remove(),
  )

async function missing(url: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return missingMigrations(client).finally(() => client.end())
}

async function claimEnd(what: string, running: Running, expected: number): Promise<void> {
  const { code, seconds } = await running.stop()
  const isInTime = code === expected && seconds < graceSeconds
  const time = seconds.toFixed(1)
  claim(`${what} ends with ${expected} when asked to (SIGTERM), in ${time} s`, isInTime, `${code}`)
}

async function claimPicture(address: string): Promise<void> {
  const [frame] = await framesOverApi(address)
  const response = await fetch(`${address}${frame!.image}`)
  const bytes = Buffer.from(await response.arrayBuffer())
  const isPicture = response.status === 200 && bytes.toString('latin1', 1, 4) === 'PNG'
  claim(`its picture is there: ${bytes.length} bytes of PNG`, isPicture, `${response.status}`)
}

async function claimPage(address: string): Promise<void> {
  for (const path of ['/', '/page/main.js', '/page/vendor/htm-preact.js']) {
    const { status } = await fetch(`${address}${path}`)
    claim(`web serves ${path}`, status === 200, `${status}`)
  }
}

async function claimHealth(
  name: string,
  running: Running,
  question: readonly string[],
  port: number,
): Promise<void> {
  const address = `http://127.0.0.1:${port}`
  const { status } = await fetch(`${address}/readyz`)
  claim(`${name} says that it is ready on its operation port`, status === 200, `${status}`)
  const metrics = await (await fetch(`${address}/metrics`)).text()
  claim(`${name} serves its metrics`, metrics.includes('troupe_'), metrics)
  const code = await running.inside(question)
  claim(`${name} passes the health check of compose.yaml`, code === 0, `${code}`)
}
