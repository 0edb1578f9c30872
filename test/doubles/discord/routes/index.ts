import { aboutRoutes } from './about.ts'
import { channelRoutes } from './channels.ts'
import { commandRoutes } from './commands.ts'
import { interactionRoutes } from './interactions.ts'
import { messageRoutes } from './messages.ts'
import type { Route } from './route.ts'
import { threadRoutes } from './threads.ts'
import { webhookRoutes } from './webhooks.ts'

/** Every route; of two that fit, the one that comes first is meant. */
export const routes: readonly Route[] = [
  ...aboutRoutes,
  ...commandRoutes,
  ...channelRoutes,
  ...messageRoutes,
  ...threadRoutes,
  ...interactionRoutes,
  ...webhookRoutes,
]
