/** Calls a minute, by Slack's tiers: https://docs.slack.dev/apis/web-api/rate-limits */
const perMinute = { tier2: 20, tier3: 50, tier4: 100 } as const

const tiers: Readonly<Record<string, keyof typeof perMinute>> = {
  'chat.update': 'tier3',
  'chat.delete': 'tier3',
  'chat.postEphemeral': 'tier4',
  'conversations.history': 'tier3',
  'conversations.info': 'tier3',
  'conversations.join': 'tier3',
  'conversations.open': 'tier3',
  'conversations.replies': 'tier3',
  'files.completeUploadExternal': 'tier4',
  'files.delete': 'tier3',
  'files.getUploadURLExternal': 'tier4',
  'files.info': 'tier4',
  'users.conversations': 'tier3',
  'users.info': 'tier4',
  'views.open': 'tier4',
  'views.publish': 'tier4',
  'views.push': 'tier4',
  'views.update': 'tier4',
}

/** Counts a call; seconds to wait when it is one too many. */
export type CountCall = (method: string, team: string, channel: string) => number | undefined

/** One message a second a channel, other methods by their tier a workspace. */
export function rateLimits(now: () => number): CountCall {
  const windows = new Map<string, { startedAt: number; count: number }>()
  return (method, team, channel) => {
    const isPost = method === 'chat.postMessage'
    const tier = tiers[method]
    if (!isPost && tier === undefined) return undefined
    const key = isPost ? `${method} ${team} ${channel}` : `${method} ${team}`
    const length = isPost ? 1000 : 60_000
    const most = isPost ? 1 : perMinute[tier!]
    const old = windows.get(key)
    const window = old && now() - old.startedAt < length ? old : { startedAt: now(), count: 0 }
    windows.set(key, window)
    if (window.count >= most) {
      return Math.max(1, Math.ceil((window.startedAt + length - now()) / 1000))
    }
    window.count += 1
    return undefined
  }
}
