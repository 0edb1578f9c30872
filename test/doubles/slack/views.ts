import { ackMs } from './asks.ts'
import { SlackError } from './errors.ts'
import { filesShown } from './files.ts'
import { withIds } from './rules/blocks.ts'
import type { ViewBody } from './rules/view.ts'
import type { Ask, User, View, Workspace, World } from './world.ts'

const modalDepth = 3

/** What a trigger stands for; it can be used once, and not for long. */
export function useTrigger(world: World, workspace: Workspace, id: string): Ask {
  const ask = world.asks.find((one) => one.id === id && one.kind !== 'events_api')
  if (ask?.workspace !== workspace) throw new SlackError('invalid_trigger_id')
  if (ask.isTriggerUsed) throw new SlackError('exchanged_trigger_id', [], {}, true)
  if (world.now() - ask.createdAt > ackMs) throw new SlackError('expired_trigger_id')
  return ask
}

/** A new view whose body was checked; on top of another one, or alone. */
export function openView(world: World, user: User, given: unknown, below?: View): View {
  const id = world.newId('V')
  const view: View = {
    id,
    workspaceId: user.workspaceId,
    user,
    body: bodyOf(world, user, given),
    hash: world.newTs(),
    rootId: below?.rootId ?? id,
    previousId: below?.id,
    updates: 0,
    isOpen: true,
    errors: {},
  }
  const stack = [...world.views.values()].filter((one) => one.rootId === view.rootId && one.isOpen)
  if (stack.length >= modalDepth) throw new SlackError('push_limit_reached')
  world.views.set(id, view)
  return view
}

export function changeView(world: World, view: View, given: unknown): void {
  view.body = bodyOf(world, view.user, given)
  view.hash = world.newTs()
  view.updates += 1
  view.errors = {}
}

export function closeView(view: View): void {
  view.isOpen = false
}

/** What somebody's Home tab shows; nothing before the bot published it. */
export const homeOf = ({ views }: World, user: User): View | undefined =>
  [...views.values()].find((one) => one.user === user && one.body.type === 'home')

function bodyOf(world: World, user: User, given: unknown): ViewBody {
  const body = given as ViewBody
  filesShown(world, world.workspaces.get(user.workspaceId)!, body.blocks)
  return { ...body, blocks: withIds(body.blocks, world.newId) }
}
