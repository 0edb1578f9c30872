import type { Problem } from '../errors.ts'
import { type Block, checkBlocks } from './blocks.ts'
import { anything, boolean, isRecord, oneOf, shape, string, typed } from './check.ts'
import { plainText } from './texts.ts'

export interface ViewBody {
  readonly type: 'modal' | 'home'
  readonly title?: { readonly text: string }
  readonly submit?: { readonly text: string }
  readonly close?: { readonly text: string }
  readonly blocks: readonly Block[]
  readonly callback_id?: string
  readonly external_id?: string
  readonly private_metadata?: string
  readonly clear_on_close?: boolean
  readonly notify_on_close?: boolean
  readonly submit_disabled?: boolean
}

const common = {
  callback_id: string(255),
  external_id: string(255),
  private_metadata: string(3000),
}
const view = typed({
  modal: shape(
    { type: anything, title: plainText(24), blocks: anything },
    {
      ...common,
      submit: plainText(24),
      close: plainText(24),
      clear_on_close: boolean,
      notify_on_close: boolean,
      submit_disabled: boolean,
    },
  ),
  home: shape({ type: anything, blocks: anything }, common),
})

/** What Slack refuses in a view. */
export function checkView(body: unknown, type: ViewBody['type']): Problem[] {
  const problems = view(body, '/view')
  if (!isRecord(body)) return problems
  problems.push(...oneOf(type)(body.type, '/view/type'))
  problems.push(...checkBlocks(body.blocks ?? [], 100, '/view/blocks'))
  if (problems.length > 0 || type === 'home') return problems
  const asks = (body.blocks as readonly Block[]).some((block) => block.type === 'input')
  return asks && body.submit === undefined
    ? [{ at: '/view', message: 'missing required field: submit' }]
    : []
}
