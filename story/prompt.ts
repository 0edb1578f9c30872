/** Makes of what people write the words that a model draws from. Pure. */
import { findMentions, nameKey } from './names.ts'

/** A person of a frame as the template needs them. */
export interface Described {
  readonly name: string
  readonly description: string
  readonly classWord: string
}

const determiners = /^(?:an?|the|one|this|that|my|our|his|her|their)\s/i

/** `young woman.` becomes `a young woman`; a description with an article keeps it. */
function withArticle(description: string): string {
  const plain = description
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[.,;!]+$/, '')
  if (determiners.test(plain)) return plain[0]!.toLowerCase() + plain.slice(1)
  const soundsLikeVowel = /^[aeiou]/i.test(plain) && !/^(?:uni|eu|one\b)/i.test(plain)
  return `${soundsLikeVowel ? 'an' : 'a'} ${plain}`
}

function withStyle(prompt: string, style: string | undefined): string {
  const wanted = style?.trim().replace(/\.+$/, '') ?? ''
  if (wanted === '' || prompt.toLowerCase().includes(wanted.toLowerCase())) return prompt
  const named = /\bstyle\b/i.test(wanted) ? wanted : `${wanted} style`
  const bare = prompt.trim().replace(/[.,;]+$/, '')
  return /^in\s/i.test(named) ? `${bare}, ${named}` : `${bare}, in ${named}`
}

/**
 * The whole scene for the model: the first mention of a person becomes the description, each
 * later one `the` and the class word. People of the cast whom the prompt does not name stand in
 * front of it.
 */
export function templatePrompt(prompt: string, cast: readonly Described[], style?: string): string {
  const byKey = new Map(cast.map((person) => [nameKey(person.name), person]))
  const mentions = findMentions(
    prompt,
    cast.map((person) => person.name),
  )
  const introduced = new Set<string>()
  let scene = ''
  let from = 0
  for (const { name, start, end, possessive } of mentions) {
    const person = byKey.get(nameKey(name))!
    const words = introduced.has(name) ? `the ${person.classWord}` : withArticle(person.description)
    introduced.add(name)
    scene += prompt.slice(from, start) + words + (possessive === '' ? '' : "'s")
    from = end
  }
  scene += prompt.slice(from)
  const unnamed = cast.filter((person) => !introduced.has(person.name))
  const startsWithPerson =
    mentions[0] !== undefined && prompt.slice(0, mentions[0].start).trim() === ''
  return withStyle(inFront(unnamed, scene.trim(), startsWithPerson), style)
}

/** The cast as `templatePrompt` names them: those whom the prompt does not name come first. */
export function inOrderOfNaming<One extends { readonly name: string }>(
  prompt: string,
  cast: readonly One[],
): One[] {
  const mentions = findMentions(
    prompt,
    cast.map(({ name }) => name),
  )
  const at = ({ name }: One) => mentions.findIndex((mention) => mention.name === name)
  return [...cast].sort((a, b) => at(a) - at(b))
}

function inFront(people: readonly Described[], scene: string, startsWithPerson: boolean): string {
  if (people.length === 0) return scene
  const listed = people.map((person) => withArticle(person.description)).join(' and ')
  if (scene === '') return listed
  if (startsWithPerson) return `${listed} and ${scene}`
  return determiners.test(scene) ? `${listed}, ${scene}` : `${listed} ${scene}`
}

/** What a character's portraits are drawn from. */
export const characterPrompt = (description: string, style?: string): string =>
  withStyle(withArticle(description), style)
