/** What a message of the double shows. */
import type { Message } from '../../doubles/discord/world.ts'

export const labelsOf = ({ components }: Message): string[] =>
  (components as unknown as { components: { label: string }[] }[]).flatMap((row) =>
    row.components.map(({ label }) => label),
  )

export const withPicture = ({ attachments }: Message): boolean => attachments.length > 0
