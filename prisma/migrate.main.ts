import { migrate } from './migrate.ts'

const url = process.env.DATABASE_URL
if (url === undefined) {
  console.error('DATABASE_URL is not set: there is no database to migrate.')
  process.exit(1)
}
const applied = await migrate(url)
console.log(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`)
