import type { Client } from './client.ts'

/** An installation as it is kept: the token only as bytes that a key opens. */
export interface SlackInstallationRow {
  readonly team: string
  readonly teamName: string
  readonly address: string
  readonly botId: string
  readonly botUserId: string
  readonly keyId: string
  readonly token: Uint8Array<ArrayBuffer>
  readonly installedAt: Date
}

/** Slack workspaces that installed Troupe, in Postgres; what the bot's `InstallationRows` asks for. */
export const prismaSlackInstallations = (client: Client) => ({
  async put({ team, ...row }: SlackInstallationRow): Promise<void> {
    await client.slackInstallation.upsert({
      where: { team },
      create: { team, ...row },
      update: row,
    })
  },

  async find(team: string): Promise<SlackInstallationRow | undefined> {
    return (await client.slackInstallation.findUnique({ where: { team } })) ?? undefined
  },

  list: (): Promise<SlackInstallationRow[]> =>
    client.slackInstallation.findMany({ orderBy: { installedAt: 'asc' } }),

  async remove(team: string, upTo: Date): Promise<boolean> {
    const where = { team, installedAt: { lte: upTo } }
    return (await client.slackInstallation.deleteMany({ where })).count > 0
  },

  async reseal(
    { team, keyId, installedAt }: SlackInstallationRow,
    sealed: Pick<SlackInstallationRow, 'keyId' | 'token'>,
  ): Promise<void> {
    await client.slackInstallation.updateMany({
      where: { team, keyId, installedAt },
      data: sealed,
    })
  },
})
