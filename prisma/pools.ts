import { Prisma } from './generated/client.ts'

/** `poolOf` in SQL, of a column with a model's name: null stands for the first model's pool. */
export const poolSql = (model: 'model' | 'c.model' | 'f.model', others: readonly string[]) =>
  Prisma.sql`case when ${Prisma.raw(model)} = any(${[...others]}::text[]) then ${Prisma.raw(model)} end`
