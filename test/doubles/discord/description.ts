import { readFile } from 'node:fs/promises'
import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Problem } from './errors.ts'

type Schema = { [key: string]: unknown }

/** What is wrong with a body for a route such as `POST /channels/{channel_id}/messages`. */
export type CheckBody = (method: string, path: string, body: unknown) => Problem[]

let opened: Promise<CheckBody> | undefined

/** Discord's own description of its API, as a check of what is sent to it; read and compiled once. */
export function openDescription(): Promise<CheckBody> {
  opened ??= readDescription()
  return opened
}

async function readDescription(): Promise<CheckBody> {
  const text = await readFile(new URL('openapi.json', import.meta.url), 'utf8')
  const description = JSON.parse(text) as Schema
  const schemas = (description.components as { schemas: Record<string, Schema> }).schemas
  acceptPermissionStrings(schemas)
  nameUnionsByType(description, schemas)

  const ajv = new Ajv2020.default({ strict: false, allErrors: true })
  addFormats.default(ajv)
  for (const format of ['snowflake', 'nonce']) ajv.addFormat(format, true)
  ajv.addSchema(description, 'discord')

  const compiled = new Map<string, ValidateFunction | undefined>()
  const checkOf = (method: string, path: string): ValidateFunction | undefined => {
    const key = `${method} ${path}`
    if (!compiled.has(key)) {
      const pointer = [path, method.toLowerCase()].map((part) => part.replaceAll('/', '~1'))
      const body = `discord#/paths/${pointer.map(encodeURIComponent).join('/')}`
      compiled.set(key, ajv.getSchema(body))
    }
    return compiled.get(key)
  }
  return (method, path, body) => {
    const check = checkOf(method, path)
    if (check === undefined || check(body)) return []
    return problemsOf(check.errors ?? [])
  }
}

/** It says integer, and Discord's guide, its answers and discord.js say string. */
function acceptPermissionStrings(schemas: Record<string, Schema>): void {
  for (const { properties } of Object.values(schemas)) {
    const permissions = (properties as Record<string, Schema>)?.default_member_permissions
    if (permissions) permissions.type = ['integer', 'string', 'null']
  }
}

/** Unions of things that each have a type: errors then speak of the one that was meant. */
function nameUnionsByType(value: unknown, schemas: Record<string, Schema>): void {
  if (typeof value !== 'object' || value === null) return
  for (const inner of Object.values(value)) nameUnionsByType(inner, schemas)
  const schema = value as Schema
  const branches = schema.oneOf ?? schema.anyOf
  if (!Array.isArray(branches)) return
  const typed = branches.flatMap((branch: { readonly $ref?: string }) => {
    const { properties } = schemas[branch.$ref?.split('/').at(-1) ?? ''] ?? {}
    const types = (properties as Record<string, Schema> | undefined)?.type?.enum
    return Array.isArray(types) ? [{ types: types as number[], branch }] : []
  })
  if (typed.length === 0 || typed.length < branches.length) return
  delete schema.oneOf
  delete schema.anyOf
  Object.assign(schema, {
    type: 'object',
    required: ['type'],
    properties: { type: { enum: typed.flatMap(({ types }) => types) } },
    allOf: typed.map(({ types, branch }) => ({
      if: { properties: { type: { enum: types } } },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so.
      then: branch,
    })),
  })
}

function problemsOf(errors: readonly ErrorObject[]): Problem[] {
  const telling = errors.filter(({ keyword }) => !['oneOf', 'anyOf', 'if'].includes(keyword))
  const deepest = Math.max(...telling.map(({ instancePath }) => instancePath.split('/').length))
  const chosen = telling.filter(
    ({ keyword, instancePath }) => keyword !== 'type' || instancePath.split('/').length === deepest,
  )
  const problems = (chosen.length > 0 ? chosen : errors).map(({ instancePath, message }) => ({
    at: instancePath.slice(1).replaceAll('/', '.'),
    message: message ?? 'is invalid',
  }))
  return [...new Map(problems.map((one) => [`${one.at} ${one.message}`, one])).values()]
}
