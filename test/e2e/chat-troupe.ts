/** A whole Troupe that speaks to a double of a chat platform: real Postgres, pictures from a formula. */

import { randomBytes, randomInt } from 'node:crypto'
import type { ChatLog } from '../../bot/chat.ts'
import { type FramePoster, startFramePoster } from '../../bot/frame-poster.ts'
import type { PoseTaker } from '../../bot/poses/take-pose.ts'
import type { Connection } from '../../bot/start.ts'
import type { Command } from '../../commands/command.ts'
import { type Answered, carryOut, type Deps, type Invocation } from '../../commands/dispatch.ts'
import { commandsFor } from '../../commands/index.ts'
import { openLanguages } from '../../models/bundles/languages.ts'
import { bundlesNamed } from '../../models/bundles/named.ts'
import { postgresChanges } from '../../prisma/changes.ts'
import { openClient } from '../../prisma/client.ts'
import { prismaStore } from '../../prisma/store.ts'
import type { Artist } from '../../story/artist.ts'
import { advancing } from '../../story/conduct.ts'
import type { Languages } from '../../story/languages.ts'
import type { FrameStore } from '../../story/ports/pictures.ts'
import type { Store } from '../../story/ports/store.ts'
import { jobHandler } from '../../worker/handlers/job-handler.ts'
import { openLog } from '../../worker/log.ts'
import { takerOf } from '../bot/pose-taker.ts'
import { memoryFrameStore } from '../fakes/memory-frame-store.ts'
import { fakePlan } from '../fakes/plan.ts'
import { freshDatabase } from '../postgres.ts'
import { memoryWorkQueue } from '../worker/memory-work-queue.ts'

const commands = commandsFor(['storybook'])

/** What every chat platform is connected with. */
export interface Speaking {
  readonly store: Store
  readonly pictures: FrameStore
  readonly commands: readonly Command[]
  readonly languages: Languages
  readonly poses: PoseTaker
  readonly say: (said: Invocation, acknowledge: () => Promise<void>) => Promise<Answered>
  readonly newReference: () => string
  readonly log: ChatLog & { info(details: object, sentence: string): void }
}

export interface ChatTroupe {
  readonly store: Store
  readonly pictures: FrameStore
  /** Warnings and errors of the bot so far. */
  readonly complaints: readonly unknown[]
  /** The bot begins to speak. */
  connect(): Promise<void>
  /** Lets what was begun come to an end and ends the bot; the worker goes on. */
  disconnect(): Promise<void>
  close(): Promise<void>
}

export async function openChatTroupe(
  artist: Artist,
  connectChat: (speaking: Speaking) => Promise<Connection>,
): Promise<ChatTroupe> {
  const database = await freshDatabase()
  const client = openClient(database.url)
  const store = prismaStore(client)
  const changes = postgresChanges(database.url)
  await changes.ready()
  const queue = memoryWorkQueue()
  const pictures = memoryFrameStore()
  const quiet = openLog({ name: 'test', level: 'silent' })
  const worker = await queue.consume(
    jobHandler({
      store,
      artist,
      frames: pictures,
      changes,
      queue,
      pool: undefined,
      plan: fakePlan,
      log: quiet,
    }),
  )
  const complaints: unknown[] = []
  const complain = (details: object, sentence: string) => complaints.push({ sentence, ...details })
  const log = { info: () => {}, warn: complain, error: complain }
  const languages = await openLanguages(bundlesNamed('storybook'))
  const deps: Deps = {
    store,
    advance: advancing(store, queue),
    changes,
    pictures,
    languages,
    commands,
    carrier: 'a bot',
    newSeed: () => randomInt(2 ** 31),
    newReference: () => randomBytes(3).toString('hex'),
    log: { error: (reference, error) => complaints.push({ reference, error }) },
  }
  let chat: Connection | undefined
  let poster: FramePoster | undefined

  async function disconnect(): Promise<void> {
    await poster?.close()
    await chat?.close()
    poster = undefined
    chat = undefined
  }

  return {
    store,
    pictures,
    complaints,
    async connect() {
      chat = await connectChat({
        store,
        pictures,
        commands,
        languages,
        poses: takerOf(deps),
        say: (said, acknowledge) => carryOut(said, deps, acknowledge),
        newReference: deps.newReference,
        log,
      })
      poster = startFramePoster(store, changes, chat.platform, log)
    },
    disconnect,
    async close() {
      await disconnect()
      await worker.close()
      await queue.close()
      await changes.close()
      await client.$disconnect()
      await database.drop()
    },
  }
}
