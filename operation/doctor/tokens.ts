import type { BotConfig } from '../../bot/config.ts'
import { type Finding, reasonOf } from './finding.ts'

const patienceMs = 5000

async function ask(url: string, authorization: string, method = 'GET') {
  const signal = AbortSignal.timeout(patienceMs)
  const response = await fetch(url, { method, headers: { authorization }, signal })
  const body = (await response.json().catch(() => ({}))) as Record<string, unknown>
  return { status: response.status, body }
}

async function token(
  name: string,
  look: () => Promise<{ good: boolean; reason: string }>,
): Promise<Finding> {
  try {
    const { good, reason } = await look()
    if (good) return { about: name, state: 'good', sentence: 'It is accepted.' }
    return {
      about: name,
      state: 'bad',
      sentence: `It is not accepted (${reason}): make a new one.`,
    }
  } catch (error) {
    const sentence = `It cannot be tried, the platform does not answer (${reasonOf(error)}).`
    return { about: name, state: 'bad', sentence }
  }
}

/** Whether the platforms know the tokens that are set. */
export function examineTokens(config: BotConfig): Promise<Finding[]> {
  const { DISCORD_TOKEN, DISCORD_API_URL, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_API_URL } = config
  const discord = DISCORD_API_URL ?? 'https://discord.com/api'
  const slack = (SLACK_API_URL ?? 'https://slack.com/api').replace(/\/+$/, '')
  const onSlack = async (method: string, bearer: string) => {
    const { body } = await ask(`${slack}/${method}`, `Bearer ${bearer}`, 'POST')
    return { good: body.ok === true, reason: String(body.error) }
  }
  const findings: Promise<Finding>[] = []
  if (DISCORD_TOKEN !== undefined) {
    findings.push(
      token('DISCORD_TOKEN', async () => {
        const { status } = await ask(`${discord}/v10/users/@me`, `Bot ${DISCORD_TOKEN}`)
        return { good: status === 200, reason: `status ${status}` }
      }),
    )
  }
  if (SLACK_BOT_TOKEN !== undefined) {
    findings.push(token('SLACK_BOT_TOKEN', () => onSlack('auth.test', SLACK_BOT_TOKEN)))
  }
  if (SLACK_APP_TOKEN !== undefined) {
    findings.push(token('SLACK_APP_TOKEN', () => onSlack('apps.connections.open', SLACK_APP_TOKEN)))
  }
  return Promise.all(findings)
}
