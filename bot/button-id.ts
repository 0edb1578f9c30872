/** What buttons carry: a verb and an id, never state. At most 100 characters. */

/** Buttons of a frame; two of them open a window that carries the same. */
export const frameVerbs = [
  'next',
  'redo',
  'edit',
  'before',
  'undo',
  'info',
  'cancel',
  'vote',
] as const
export type FrameVerb = (typeof frameVerbs)[number]

/** A button of a frame, or choice `index` of a stored answer. */
export type Pressed =
  | { readonly verb: FrameVerb; readonly frameId: string }
  | { readonly verb: 'say'; readonly commandId: string; readonly index: number }

export const frameButtonId = (verb: FrameVerb, frameId: string): string => `${verb}:${frameId}`
export const choiceId = (commandId: string, index: number): string => `say:${commandId}:${index}`

/** Undefined for anything that is not ours. */
export function readButtonId(buttonId: string): Pressed | undefined {
  const [verb, id, index, ...rest] = buttonId.split(':')
  if (id === undefined || !/^[0-9a-f-]{36}$/.test(id) || rest.length > 0) return undefined
  if (verb === 'say' && index !== undefined && /^\d$/.test(index)) {
    return { verb, commandId: id, index: Number(index) }
  }
  const known = frameVerbs.find((one) => one === verb)
  return known === undefined || index !== undefined ? undefined : { verb: known, frameId: id }
}
