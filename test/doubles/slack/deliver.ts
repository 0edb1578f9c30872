import { newAsk } from './asks.ts'
import { type Asked, asked } from './people/asked.ts'
import type { Ask, AskKind, Workspace, World } from './world.ts'

/** Sends a payload as it is, from whoever and wherever it says, or from somebody somewhere. */
export function deliver(
  world: World,
  workspace: Workspace,
  kind: AskKind,
  payload: Ask['payload'],
): Asked {
  const { trigger_id: given } = payload
  const id = typeof given === 'string' ? given : world.newId('1')
  const words = JSON.stringify(payload)
  const inside = <One extends { readonly id: string; readonly workspaceId: string }>(
    all: ReadonlyMap<string, One>,
  ): One | undefined => {
    const own = [...all.values()].filter((one) => one.workspaceId === workspace.id)
    return own.find((one) => words.includes(one.id)) ?? own[0]
  }
  const ask = newAsk(world, {
    ...{ id, kind, about: `a made-up ${kind}`, workspace, payload },
    user: inside(people(world)),
    channel: inside(world.channels),
  })
  ask.late = true
  const outcome = asked(world, ask)
  world.deliver(ask)
  return outcome
}

const people = ({ users }: World) => new Map([...users].filter(([, { isBot }]) => !isBot))
