import { existsSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { botSettings, readConfig as readBotConfig } from '../../bot/config.ts'
import { openMetrics } from '../../operation/metrics.ts'
import { readConfig as readWorkerConfig, workerSettings } from '../../worker/config.ts'
import { freshDatabase, type TestDatabase } from '../postgres.ts'

const read = (path: string): string => readFileSync(path, 'utf8')
const known = new Set([...Object.keys(botSettings.shape), ...Object.keys(workerSettings.shape)])
/** What others read: Node, and the installers while an image is built. */
const others = new Set(['NODE_ENV', 'ONNXRUNTIME_NODE_INSTALL', 'PRISMA_SCHEMA_ENGINE_BINARY'])

const dockerfiles = ['bot', 'worker', 'worker-cuda'].map(
  (name) => `deploy/containers/${name}.Dockerfile`,
)
const manifests = ['settings', 'migrate', 'web', 'bot', 'worker', 'worker-sdxl'].map(
  (name) => `deploy/kubernetes/${name}.yaml`,
)

interface Service {
  healthcheck?: { test: string[] }
  build?: { dockerfile: string }
  command?: string[]
  environment?: Record<string, string>
}
interface Probe {
  httpGet: { path: string }
}
interface Container {
  image: string
  command?: string[]
  args: string[]
  securityContext: { runAsNonRoot: boolean }
  env?: { name: string; value: string }[]
  readinessProbe: Probe
  livenessProbe: Probe
}
interface Pods {
  metadata: { labels: Record<string, string> }
  spec: { containers: Container[]; terminationGracePeriodSeconds: number }
}
interface Trigger {
  type: string
  metadata: { query: string }
  authenticationRef: { name: string }
}
/** Of each kind what is looked at here. */
interface Manifest {
  kind: string
  metadata: { name: string }
  data?: Record<string, string>
  spec?: {
    selector?: { matchLabels: Record<string, string> }
    template?: Pods
    scaleTargetRef?: { name: string }
    triggers?: Trigger[]
    secretTargetRef?: { key: string }[]
  }
}

const documents = (path: string): Manifest[] =>
  parseAllDocuments(read(path)).map((document) => {
    expect(document.errors, path).toEqual([])
    return document.toJS()
  })
const all = manifests.flatMap(documents)
const services: Record<string, Service> = parse(read('deploy/compose.yaml'), {
  merge: true,
}).services
const ours = Object.entries(services).filter(([, { build }]) => build !== undefined)

/** `${NAME:?}` and `${NAME:-other}` as compose fills them in. */
const filled = (environment: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      value.replace(/\$\{\w+:-([^}]*)\}/g, '$1').replace(/\$\{\w+:\?\}/g, 'filled-in'),
    ]),
  )

describe('container files', () => {
  test.each(dockerfiles)('%s sets only what exists and copies only what is there', (path) => {
    const text = read(path)
    const names = [...text.matchAll(/^ENV (.+)$/gm)].flatMap(([, pairs]) =>
      pairs!.split(' ').map((pair) => pair.split('=')[0]!),
    )
    expect(names.filter((name) => !known.has(name) && !others.has(name))).toEqual([])
    const copied = [...text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, from]) =>
      from!.split(' '),
    )
    expect(copied.filter((from) => !existsSync(from))).toEqual([])
    const [, program] = /^CMD \["node", "--import", "tsx", "([^"]+)"/m.exec(text) ?? []
    expect(existsSync(program!)).toBe(true)
    // A number: Kubernetes knows of no name whether it is root's.
    expect(text).toMatch(/^USER [1-9]\d*$/m)
    // Signals reach a program that is only starting.
    expect(text).toMatch(/^ENTRYPOINT \["tini", "--"\]$/m)
  })

  test('the bot’s has no ONNX Runtime, and nothing that is not copied is let in', () => {
    expect(read(dockerfiles[0]!)).toMatch(/prune\.sh onnxruntime-node$/m)
    expect(read(dockerfiles[0]!)).toContain("RUN find models -name '*.onnx' -delete")
    const allowed = new Set(
      [...read('.dockerignore').matchAll(/^!(.+)$/gm)].map(([, path]) => path),
    )
    for (const path of dockerfiles) {
      const copied = [...read(path).matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, from]) =>
        from!.split(' '),
      )
      expect(
        copied.filter((from) => !allowed.has(from)),
        path,
      ).toEqual([])
    }
    expect([...allowed].filter((path) => path!.startsWith('.env'))).toEqual([])
  })
})

describe('compose file', () => {
  test.each(ours)('%s has settings that exist and make sense', (_, { build, environment = {} }) => {
    expect(existsSync(build!.dockerfile)).toBe(true)
    expect(Object.keys(environment).filter((name) => !known.has(name))).toEqual([])
    expect(() => readBotConfig(filled(environment))).not.toThrow()
    expect(() => readWorkerConfig(filled(environment))).not.toThrow()
  })

  test.each(ours)('%s runs a program that is there', (_, { command }) => {
    const program = command?.find((word) => word.endsWith('.ts'))
    if (command !== undefined) expect(existsSync(program!)).toBe(true)
  })

  test('those who depend on others are not told too early that they are there', () => {
    expect(services.postgres!.healthcheck!.test).toEqual(
      expect.arrayContaining(['-h', '127.0.0.1']),
    )
    expect(services.redis!.healthcheck!.test).toContain('-e')
    expect(services.redis!.environment).toHaveProperty('REDISCLI_AUTH')
  })

  test('Redis keeps jobs, and nothing but the page is reached from this machine', () => {
    expect(services.redis!.command).toEqual(
      expect.arrayContaining(['--appendonly', 'yes', '--maxmemory-policy', 'noeviction']),
    )
    const reached = Object.entries(services).filter(([, service]) => 'ports' in service)
    expect(reached).toMatchObject([['web', { ports: [expect.stringMatching(/^127\.0\.0\.1:/)] }]])
  })
})

describe('Kubernetes manifests', () => {
  test('settings exist and make sense', () => {
    const { data } = all.find(({ kind }) => kind === 'ConfigMap')!
    expect(Object.keys(data!).filter((name) => !known.has(name))).toEqual([])
    const secret = { DATABASE_URL: 'postgres://u:p@h/d' }
    expect(() => readBotConfig({ ...data, ...secret })).not.toThrow()
    expect(() => readWorkerConfig({ ...data, ...secret })).not.toThrow()
    const named = read(manifests[0]!)
      .match(/^# with (.+)$/m)![1]!
      .match(/[A-Z_]{5,}/g)!
    expect(named.filter((name) => !known.has(name))).toEqual([])
  })

  test('a program is an argument of its image, which passes signals on to it, and no root', () => {
    const jobs = all.filter(({ kind }) => kind === 'Deployment' || kind === 'Job')
    expect(jobs).toHaveLength(5)
    for (const { spec } of jobs) {
      const container = spec!.template!.spec.containers[0]!
      expect(container.command).toBeUndefined()
      expect(container.args[0]).toBe('node')
      expect(container.securityContext.runAsNonRoot).toBe(true)
    }
  })

  test('every process has probes, time to stop, and a program that is there', () => {
    const deployments = all.filter(({ kind }) => kind === 'Deployment')
    expect(deployments.map(({ metadata }) => metadata.name)).toEqual([
      'web',
      'bot',
      'worker',
      'worker-sdxl',
    ])
    for (const { spec, metadata } of deployments) {
      const { selector, template } = spec!
      const { containers, terminationGracePeriodSeconds } = template!.spec
      expect(terminationGracePeriodSeconds).toBeGreaterThanOrEqual(30)
      const container = containers[0]!
      expect(existsSync(container.args.find((word) => word.endsWith('.ts'))!)).toBe(true)
      expect((container.env ?? []).filter(({ name }) => !known.has(name))).toEqual([])
      expect(container.readinessProbe.httpGet.path).toBe('/readyz')
      expect(container.livenessProbe.httpGet.path).toBe('/healthz')
      expect(selector!.matchLabels).toEqual(template!.metadata.labels)
      expect(selector!.matchLabels.role).toBe(metadata.name)
      const [name] = container.image.split(':')
      expect(
        dockerfiles.map(read).some((text) => text.includes(`-t ${name} .`)),
        name,
      ).toBe(true)
    }
  })

  describe('workers by how long work waits', () => {
    let database: TestDatabase
    let client: pg.Client
    beforeAll(async () => {
      database = await freshDatabase()
      client = new pg.Client({ connectionString: database.url })
      await client.connect()
    })
    afterAll(async () => {
      await client.end()
      await database.drop()
    })

    const scaled = all.filter(({ kind }) => kind === 'ScaledObject')
    const ask = async ({ spec }: Manifest) =>
      Object.values((await client.query(spec!.triggers![0]!.metadata.query)).rows[0])[0]

    test('each pool has a deployment, and what it asks the database with', () => {
      expect(scaled.map(({ metadata }) => metadata.name)).toEqual(['worker', 'worker-sdxl'])
      for (const { spec, metadata } of scaled) {
        expect(spec!.scaleTargetRef!.name).toBe(metadata.name)
        const { type, authenticationRef } = spec!.triggers![0]!
        expect(type).toBe('postgresql')
        const authentication = all.find(({ kind }) => kind === 'TriggerAuthentication')!
        expect(authentication.metadata.name).toBe(authenticationRef.name)
        expect(known.has(authentication.spec!.secretTargetRef![0]!.key)).toBe(true)
      }
    })

    test('the question to the database is one that it can answer', async () => {
      const [worker, sdxl] = scaled as [Manifest, Manifest]
      expect([await ask(worker), await ask(sdxl)]).toEqual([0, 0])
      await client.query(`
        insert into tenants (id, platform, workspace) values ('t', 'web', 'w');
        insert into characters (id, tenant_id, name, name_key, description, class_word, seed, author_id, author_name, thread_id, queued_at)
        values ('c', 't', 'Mira', 'mira', 'a woman', 'woman', 1, 'u', 'U', 'web:w:t', now() - interval '100 s')`)
      expect(await ask(worker)).toBeGreaterThan(99)
      expect(await ask(sdxl)).toBe(0)
      await client.query(`update characters set model = 'sdxl'`)
      expect(await ask(sdxl)).toBeGreaterThan(99)
    })
  })
})

describe('alerts', () => {
  const nothing = { backlog: async () => [], jobs: async () => [] }
  const { groups } = parse(read('deploy/prometheus/alerts.yaml'))
  const rules: { alert: string; expr: string; for: string }[] = groups[0].rules

  test('ask for metrics that there are', async () => {
    const measured = new Set(
      [...(await openMetrics('storybook', nothing).text()).matchAll(/^# TYPE (\S+)/gm)].map(
        ([, name]) => name!,
      ),
    )
    for (const { alert, expr } of rules) {
      const asked = expr
        .match(/troupe_\w+/g)!
        .map((name) => name.replace(/_(bucket|sum|count)$/, ''))
      expect(
        asked.filter((name) => !measured.has(name)),
        alert,
      ).toEqual([])
    }
  })

  test('are all explained', () => {
    const guide = read('docs/operations.md')
    for (const { alert } of rules) expect(guide).toContain(`\`${alert}\``)
  })
})
