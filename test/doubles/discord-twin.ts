/**
 * The package `discord-digital-twin`, a Discord that nobody here wrote, with what it lacks: files,
 * commands registered one by one, and answers to buttons that come later.
 */

import { MessageFlags } from 'discord.js'
import { DigitalDiscord, type DigitalDiscordOptions } from 'discord-digital-twin'
import {
  type Answer,
  type Call,
  type MultipartProxy,
  openMultipartProxy,
} from './multipart-proxy.ts'

export interface DiscordTwin {
  readonly discord: DigitalDiscord
  readonly proxy: MultipartProxy
  close(): Promise<void>
}

type Pass = (call: Call) => Promise<Answer>
type Registered = Record<string, unknown> & { readonly id: string; readonly name: string }

export async function openDiscordTwin(options: DigitalDiscordOptions): Promise<DiscordTwin> {
  const discord = new DigitalDiscord(options)
  await discord.start()
  const register = commandsOneByOne()
  const proxy = await openMultipartProxy({
    target: discord.restUrl,
    answer: async (call, pass) => (await register(call, pass)) ?? (await deferred(call, pass)),
    keep: async (id, attachments) => {
      const { flags } = await discord.prisma.message.findUniqueOrThrow({ where: { id } })
      await discord.prisma.message.update({
        where: { id },
        data: { attachments: JSON.stringify(attachments), flags: flags & ~MessageFlags.Loading },
      })
    },
  })
  return {
    discord,
    proxy,
    close: async () => {
      await proxy.close()
      await discord.stop()
    },
  }
}

/** The twin takes all commands at once or none; it does not list them. */
function commandsOneByOne() {
  let there: Registered[] = []
  const change = async (call: Call, pass: Pass, bodies: readonly object[]): Promise<void> => {
    const path = call.path.replace(/(\/commands)\/.*/, '$1')
    const given = await pass({ ...call, method: 'PUT', path, body: bodies as never })
    there = (given.body as Registered[]).map((one, i) => ({ ...bodies[i], ...one }))
  }
  return async (call: Call, pass: Pass): Promise<Answer | undefined> => {
    if (!/^\/applications\/\d+\/commands/.test(call.path)) return undefined
    if (call.method === 'GET') return { status: 200, body: there }
    if (call.method === 'DELETE') {
      const left = there.filter(({ id }) => !call.path.endsWith(`/${id}`))
      await change(call, pass, left)
      return { status: 204, body: undefined }
    }
    const others = there.filter(({ name }) => name !== call.body.name)
    await change(call, pass, [...others, call.body])
    return { status: 201, body: there.at(-1) }
  }
}

/**
 * "Troupe is thinking": a message that is edited later. The twin makes none, and takes the message of
 * the button for it.
 */
async function deferred(call: Call, pass: Pass): Promise<Answer | undefined> {
  const { type, data } = call.body as { type?: number; data?: { flags?: number } }
  if (!call.path.endsWith('/callback') || type !== 5) return undefined
  const flags = (data?.flags ?? 0) | MessageFlags.Loading
  return pass({ ...call, body: { type: 4, data: { content: '', flags } } })
}
