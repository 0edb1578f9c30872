import type { Problem } from '../errors.ts'

/** Says what is wrong with a value, which stands at a JSON pointer. */
export type Check = (value: unknown, at: string) => Problem[]
export type Fields = Readonly<Record<string, Check>>
export type Wire = Readonly<Record<string, unknown>>

export const characters = (value: string): number => [...value].length

export const isRecord = (value: unknown): value is Wire =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const problem = (at: string, message: string): Problem[] => [{ at, message }]

/** A string of some length. */
export const string =
  (most: number, least = 0): Check =>
  (value, at) => {
    if (typeof value !== 'string') return problem(at, 'must be a string')
    const length = characters(value)
    if (length > most) return problem(at, `must be less than ${most + 1} characters`)
    return length < least ? problem(at, `must be more than ${least - 1} characters`) : []
  }

export const boolean: Check = (value, at) =>
  typeof value === 'boolean' ? [] : problem(at, 'must be a boolean')

export const integer =
  (least: number, most: number): Check =>
  (value, at) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most
      ? []
      : problem(at, `must be a whole number from ${least} to ${most}`)

export const oneOf =
  (...values: readonly string[]): Check =>
  (value, at) =>
    values.some((one) => one === value) ? [] : problem(at, `must be one of ${values.join(', ')}`)

/** Anything at all: what the double does not look into. */
export const anything: Check = () => []

export const list =
  (most: number, check: Check, least = 1): Check =>
  (value, at) => {
    if (!Array.isArray(value)) return problem(at, 'must be an array')
    if (value.length > most) return problem(at, `no more than ${most} items allowed`)
    if (value.length < least) return problem(at, `no fewer than ${least} items allowed`)
    return value.flatMap((one, index) => check(one, `${at}/${index}`))
  }

/** An object with these fields and no others. */
export const shape =
  (needed: Fields, allowed: Fields = {}): Check =>
  (value, at) => {
    if (!isRecord(value)) return problem(at, 'must be an object')
    const problems: Problem[] = []
    for (const name of Object.keys(needed)) {
      if (value[name] === undefined)
        problems.push(...problem(at, `missing required field: ${name}`))
    }
    for (const [name, given] of Object.entries(value)) {
      if (given === undefined) continue
      const check = needed[name] ?? allowed[name]
      if (check) problems.push(...check(given, `${at}/${name}`))
      else problems.push(...problem(at, `invalid additional property: ${name}`))
    }
    return problems
  }

/** An object whose `type` says which fields it has. */
export const typed =
  (shapes: Readonly<Record<string, Check>>): Check =>
  (value, at) => {
    if (!isRecord(value)) return problem(at, 'must be an object')
    const { type } = value
    if (type === undefined) return problem(at, 'missing required field: type')
    const check = typeof type === 'string' ? shapes[type] : undefined
    return check ? check(value, at) : problem(`${at}/type`, `unsupported type: ${type}`)
  }

/** Both that and this. */
export const both =
  (...checks: readonly Check[]): Check =>
  (value, at) =>
    checks.flatMap((check) => check(value, at))

/** Exactly one of some fields is there. */
export const exactlyOne =
  (...names: readonly string[]): Check =>
  (value, at) => {
    const given = isRecord(value) ? names.filter((name) => value[name] !== undefined) : []
    return given.length === 1 ? [] : problem(at, `needs exactly one of ${names.join(', ')}`)
  }
