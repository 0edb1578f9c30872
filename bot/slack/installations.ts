/** The workspaces that installed Troupe, with their tokens. */

import { BadToken } from '../start.ts'
import type { Vault } from '../vault.ts'

/** Troupe in a workspace. */
export interface Installation {
  readonly team: string
  readonly teamName: string
  /** Where the workspace is in a browser: `https://readers.slack.com/`. */
  readonly address: string
  readonly botId: string
  readonly botUserId: string
  readonly token: string
  readonly installedAt: Date
}

/** An installation as it is kept: the token only as bytes that a key opens. */
export interface InstallationRow extends Omit<Installation, 'token'> {
  readonly keyId: string
  readonly token: Uint8Array<ArrayBuffer>
}

/** Where they are kept. */
export interface InstallationRows {
  /** Takes the place of the one before. */
  put(row: InstallationRow): Promise<void>
  find(team: string): Promise<InstallationRow | undefined>
  /** All, the oldest first. */
  list(): Promise<InstallationRow[]>
  /** False when there is none, or only one that is newer. */
  remove(team: string, upTo: Date): Promise<boolean>
  /** The same token under another key; does nothing when the row is not that one any more. */
  reseal(row: InstallationRow, sealed: Pick<InstallationRow, 'keyId' | 'token'>): Promise<void>
}

export interface Installations {
  find(team: string): Promise<Installation | undefined>
  list(): Promise<Installation[]>
  keep(installation: Installation): Promise<void>
  /** False when there is none, or only one that is newer. */
  remove(team: string, upTo: Date): Promise<boolean>
}

/**
 * Opens what is kept. Tokens under other keys of the settings are sealed with the first one from now
 * on, so that the others can be given up. `BadToken` when there are tokens that no key opens.
 */
export async function openInstallations(
  rows: InstallationRows,
  vault: Vault,
): Promise<Installations> {
  const opened = ({ keyId, token, ...row }: InstallationRow): Installation => ({
    ...row,
    token: vault.open({ keyId, bytes: token }, row.team),
  })
  const sealed = (team: string, token: string) => {
    const { keyId, bytes } = vault.seal(token, team)
    return { keyId, token: bytes }
  }

  for (const row of await rows.list()) {
    const { team, teamName, keyId } = row
    if (!vault.has(keyId)) {
      throw new BadToken(
        `SECRET_KEY does not open the token of the Slack workspace ${teamName}: that needs the key ` +
          `${keyId}, and this is ${vault.keyId}. Add the key from before to SECRET_KEYS_OLD ` +
          '(docs/slack.md).',
      )
    }
    if (keyId !== vault.keyId) await rows.reseal(row, sealed(team, opened(row).token))
  }

  return {
    async find(team) {
      const row = await rows.find(team)
      return row && opened(row)
    },
    list: async () => (await rows.list()).map(opened),
    keep: ({ token, ...row }) => rows.put({ ...row, ...sealed(row.team, token) }),
    remove: (team, upTo) => rows.remove(team, upTo),
  }
}
