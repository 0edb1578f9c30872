import type { APIEmbed } from 'discord.js'
import type { Problem } from '../errors.ts'

const together = 6000

const length = (text: string | null | undefined): number => [...(text ?? '')].length

const charactersOf = ({ title, description, footer, author, fields }: APIEmbed): number =>
  length(title) +
  length(description) +
  length(footer?.text) +
  length(author?.name) +
  (fields ?? []).reduce((sum, { name, value }) => sum + length(name) + length(value), 0)

/** Texts of all embeds of a message count together; each one's own limits are in the description. */
export function checkEmbeds(embeds: readonly APIEmbed[]): Problem[] {
  const problems: Problem[] = []
  for (const [index, embed] of embeds.entries()) {
    const { image, thumbnail, author, footer, fields } = embed
    const shown = image ?? thumbnail ?? author ?? footer ?? fields?.[0]
    if (charactersOf(embed) === 0 && shown === undefined) {
      problems.push({ at: `embeds.${index}`, message: 'an embed without anything in it' })
    }
  }
  const sum = embeds.reduce((all, embed) => all + charactersOf(embed), 0)
  if (sum > together) {
    problems.push({ at: 'embeds', message: `Embed size exceeds maximum size of ${together}` })
  }
  return problems
}

/** Names of uploaded files that an embed shows as `attachment://name`. */
export const shownFiles = (embeds: readonly APIEmbed[]): string[] =>
  embeds.flatMap(({ image, thumbnail, author, footer }) =>
    [image?.url, thumbnail?.url, author?.icon_url, footer?.icon_url].flatMap((url) =>
      url?.startsWith('attachment://') ? [url.slice('attachment://'.length)] : [],
    ),
  )
