import { findUser } from '../access.ts'
import { required, structured, text } from '../body.ts'
import { refuse, SlackError } from '../errors.ts'
import type { Wire } from '../rules/check.ts'
import { checkView, type ViewBody } from '../rules/view.ts'
import { changeView, homeOf, openView, useTrigger } from '../views.ts'
import { viewJson } from '../wire/views.ts'
import type { View } from '../world.ts'
import type { Call, Methods } from './method.ts'

export const viewMethods: Methods = {
  'views.open': {
    by: 'bot',
    arguments: ['trigger_id', 'view'],
    handle: (call) => open(call, undefined),
  },
  'views.push': {
    by: 'bot',
    arguments: ['trigger_id', 'view'],
    handle(call) {
      const { world, token, given } = call
      const { sourceView } = useTrigger(world, token.workspace, required(given, 'trigger_id'))
      if (sourceView?.body.type !== 'modal') throw new SlackError('invalid_trigger_id')
      return open(call, sourceView)
    },
  },
  'views.update': {
    by: 'bot',
    arguments: ['view_id', 'external_id', 'view', 'hash'],
    handle(call) {
      const { world } = call
      const view = find(call)
      const body = bodyOf(call, view.body.type)
      demandHash(call, view)
      if (!view.isOpen) throw new SlackError('not_found')
      changeView(world, view, body)
      return answer(call, view)
    },
  },
  'views.publish': {
    by: 'bot',
    arguments: ['user_id', 'view', 'hash'],
    handle(call) {
      const { world, token, given } = call
      const user = findUser(world, token.workspace, required(given, 'user_id'))
      const body = bodyOf(call, 'home')
      const view = homeOf(world, user)
      if (view === undefined) return answer(call, openView(world, user, body))
      demandHash(call, view)
      changeView(world, view, body)
      return answer(call, view)
    },
  },
}

function open(call: Call, below: View | undefined): Wire {
  const { world, token, given } = call
  const ask = useTrigger(world, token.workspace, required(given, 'trigger_id'))
  const body = bodyOf(call, 'modal')
  ask.view = openView(world, ask.user!, body, below)
  ask.isTriggerUsed = true
  return answer(call, ask.view)
}

function bodyOf({ given }: Call, type: ViewBody['type']): unknown {
  const body = structured(given, 'view', 'invalid_arguments')
  if (body === undefined) required(given, 'view')
  const problems = checkView(body, type)
  refuse('invalid_arguments', problems)
  return body
}

function find({ world, token, given }: Call): View {
  const [id, external] = [text(given, 'view_id'), text(given, 'external_id')]
  const view = [...world.views.values()].find((one) =>
    id ? one.id === id : external !== undefined && one.body.external_id === external,
  )
  if (view?.workspaceId !== token.workspace.id) throw new SlackError('not_found')
  return view
}

/** With a hash only the view that the bot has seen is changed. */
function demandHash({ given }: Call, { hash }: View): void {
  const known = text(given, 'hash')
  if (known !== undefined && known !== hash) throw new SlackError('hash_conflict')
}

const answer = ({ world }: Call, view: View): Wire => ({ view: viewJson(world, view) })
