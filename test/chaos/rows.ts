/** What PostgreSQL has of the commands of a run. */

import type pg from 'pg'

/** The mark of a command in its words, in which none is the beginning of another. */
export const markOf = (number: number): string => `scene ${number}.`

export const numberIn = (text: string): number | undefined => {
  const found = /scene (\d+)\./.exec(text)
  return found === null ? undefined : Number(found[1])
}

export interface Row {
  readonly text: string
  readonly reply: { readonly error?: { readonly code: string } } | null
  readonly isTold: boolean
  readonly frames: readonly {
    readonly state: string
    readonly position: number
    readonly episode: string
    readonly deliveries: readonly string[]
  }[]
}

/** Commands to go on with a story, by the number in their words. */
export async function readCommands(rows: pg.Client): Promise<Map<number, Row[]>> {
  const { rows: found } = await rows.query<Row>(`
    select c.text, c.reply, c.told_at is not null as "isTold",
      coalesce((select json_agg(json_build_object(
        'state', f.state, 'position', f.position, 'episode', f.episode_id,
        'deliveries', (select coalesce(json_agg(d.state), '[]') from deliveries d where d.frame_id = f.id)))
        from frames f where f.command_id = c.id), '[]') as frames
    from commands c where c.text like '/story next%'`)
  const byNumber = new Map<number, Row[]>()
  for (const row of found) {
    const number = numberIn(row.text)
    if (number !== undefined) byNumber.set(number, [...(byNumber.get(number) ?? []), row])
  }
  return byNumber
}

/** What is still under way, by what it is: commands without an answer, frames, and what is to be told. */
export async function unfinished(rows: pg.Client): Promise<ReadonlyMap<string, number>> {
  const { rows: found } = await rows.query<{ what: string; left: number }>(`
    select 'unanswered' as what, count(*)::int as left from commands where reply is null
    union all
    select 'frames ' || state, count(*)::int from frames
      where state in ('waiting', 'queued', 'drawing', 'drawn') group by state
    union all
    select 'deliveries ' || t.platform || ' ' || d.state, count(*)::int
      from deliveries d join tenants t on t.id = d.tenant_id where d.state <> 'sent' group by t.platform, d.state
    union all
    select 'untold', count(*)::int from commands c join tenants t on t.id = c.tenant_id
      where reply is not null and told_at is null and t.platform <> 'web'`)
  return new Map(found.filter(({ left }) => left > 0).map(({ what, left }) => [what, left]))
}
