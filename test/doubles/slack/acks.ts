import { noteLate } from './asks.ts'
import { refuse, SlackError, violationOf } from './errors.ts'
import { postMessage } from './messages.ts'
import { isRecord } from './rules/check.ts'
import { checkDraft } from './rules/message.ts'
import { checkView } from './rules/view.ts'
import { changeView, closeView, openView } from './views.ts'
import type { Ask, View, World } from './world.ts'

/** The bot acknowledged, with or without something to say. What comes too late says nothing. */
export function acknowledge(world: World, ask: Ask, body: unknown): void {
  noteLate(world)
  if (ask.state !== 'sent' || ask.retryAt !== undefined) return
  ask.state = 'acked'
  try {
    carryOut(world, ask, body)
  } catch (error) {
    if (!(error instanceof SlackError)) throw error
    ask.failure = 'dispatch_failed'
    world.violations.push(`the answer to ${ask.about}: ${violationOf(error)}`)
  }
}

function carryOut(world: World, ask: Ask, body: unknown): void {
  const isEmpty =
    body === undefined || body === '' || (isRecord(body) && Object.keys(body).length === 0)
  if (ask.kind === 'slash_commands') {
    if (!isEmpty) answerAtOnce(world, ask, typeof body === 'string' ? { text: body } : body)
    return
  }
  if (ask.payload.type === 'view_submission') {
    answerForm(world, ask, isEmpty ? undefined : body)
    return
  }
  if (!isEmpty) world.violations.push(`the answer to ${ask.about} may say nothing`)
}

/** The text of an acknowledged command: for whoever asked, unless it says `in_channel`. */
function answerAtOnce(world: World, ask: Ask, body: unknown): void {
  if (!isRecord(body)) throw new SlackError('invalid_arguments')
  const onlyFor = body.response_type === 'in_channel' ? undefined : ask.user
  const author = ask.workspace.bot
  const draft = checkDraft(body)
  ask.answers.push(postMessage(world, ask.channel!, draft, { author, onlyFor, ask }))
}

function answerForm(world: World, ask: Ask, body: unknown): void {
  const view = ask.sourceView
  // A made-up form was never opened.
  if (view === undefined) return
  if (body === undefined) {
    closeView(view)
    return
  }
  if (!isRecord(body)) throw new SlackError('invalid_arguments')
  if (body.response_action === 'clear') {
    for (const one of world.views.values()) if (one.rootId === view.rootId) closeView(one)
  } else if (body.response_action === 'errors') {
    view.errors = errorsOf(view, body.errors)
  } else if (body.response_action === 'update' || body.response_action === 'push') {
    const problems = checkView(body.view, 'modal')
    refuse('invalid_arguments', problems)
    if (body.response_action === 'update') changeView(world, view, body.view)
    const isPushed = body.response_action === 'push'
    ask.view = isPushed ? openView(world, view.user, body.view, view) : view
  } else {
    throw new SlackError('invalid_arguments', [
      { at: '/response_action', message: `unknown: ${body.response_action}` },
    ])
  }
}

/** Slack shows errors beside input blocks of the view, by their block id, and nowhere else. */
function errorsOf({ body }: View, errors: unknown): Readonly<Record<string, string>> {
  const inputs = new Set(body.blocks.flatMap((one) => (one.type === 'input' ? one.block_id! : [])))
  const given = isRecord(errors) ? Object.entries(errors) : []
  const bad = given.filter(([id, text]) => !inputs.has(id) || typeof text !== 'string')
  if (given.length === 0 || bad.length > 0) {
    const message = `not the ids of inputs: ${bad.map(([id]) => id).join(', ')}`
    throw new SlackError('invalid_arguments', [{ at: '/errors', message }])
  }
  return Object.fromEntries(given) as Readonly<Record<string, string>>
}
