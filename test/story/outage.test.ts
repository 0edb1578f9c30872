import { expect, test } from 'vitest'
import { Outage } from '../../story/errors.ts'
import { isOutage } from '../../story/outage.ts'

const withCode = (code: string, more: object = {}) =>
  Object.assign(new Error('no'), { code, ...more })
const starting = { originalCode: '57P03', kind: 'postgres', code: '57P03', message: 'starting up' }

test.each([
  ['an Outage', new Outage('time', 'away')],
  ['a refused connection', withCode('ECONNREFUSED')],
  ['what PostgreSQL says while it starts', withCode('57P03')],
  [
    'a client of the pool that waited in vain',
    new Error('timeout exceeded when trying to connect'),
  ],
  [
    'a connection of the pool that broke',
    new Error('Client has encountered a connection error and is not queryable'),
  ],
  [
    'a kind of Prisma',
    withCode('P2010', { meta: { driverAdapterError: { cause: { kind: 'SocketTimeout' } } } }),
  ],
  ['a cause of one', new Error('no', { cause: withCode('08006') })],
  ['one of several', new AggregateError([new Error('no'), withCode('ETIMEDOUT')])],
  // As Prisma throws it for a raw query.
  ['data in meta', withCode('P2010', { meta: { driverAdapterError: { cause: starting } } })],
])('%s passes', (_, error) => expect(isOutage(error)).toBe(true))

test.each([
  ['a bug', new TypeError('x is not a function')],
  ['a row that is there already', withCode('P2002')],
  [
    'a wrong statement',
    withCode('P2010', { meta: { driverAdapterError: { cause: { code: '42601' } } } }),
  ],
  ['nothing', undefined],
  ['a text', 'ECONNREFUSED'],
])('%s does not', (_, error) => expect(isOutage(error)).toBe(false))

test('a circle of causes ends', () => {
  const error: Error & { cause?: unknown } = new Error('no')
  error.cause = error
  expect(isOutage(error)).toBe(false)
})
