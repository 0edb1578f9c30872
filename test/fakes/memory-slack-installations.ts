import type { InstallationRow, InstallationRows } from '../../bot/slack/installations.ts'

/** Slack workspaces that installed Troupe, in memory. */
export function memorySlackInstallations(): InstallationRows {
  const rows = new Map<string, InstallationRow>()
  return {
    async put(row) {
      rows.set(row.team, row)
    },
    find: async (team) => rows.get(team),
    list: async () =>
      [...rows.values()].sort((a, b) => a.installedAt.getTime() - b.installedAt.getTime()),
    async remove(team, upTo) {
      const row = rows.get(team)
      return row !== undefined && row.installedAt <= upTo && rows.delete(team)
    },
    async reseal({ team, keyId, installedAt }, sealed) {
      const row = rows.get(team)
      if (row?.keyId !== keyId || row.installedAt.getTime() !== installedAt.getTime()) return
      rows.set(team, { ...row, ...sealed })
    },
  }
}
