import { boolean, type Check, oneOf, shape, string, typed } from './check.ts'

export const plainText = (most: number): Check =>
  shape({ type: oneOf('plain_text'), text: string(most, 1) }, { emoji: boolean })

export const mrkdwn = (most: number): Check =>
  shape({ type: oneOf('mrkdwn'), text: string(most, 1) }, { verbatim: boolean })

export const anyText = (most: number): Check =>
  typed({ plain_text: plainText(most), mrkdwn: mrkdwn(most) })

export const confirm: Check = shape(
  { title: plainText(100), text: anyText(300), confirm: plainText(30), deny: plainText(30) },
  { style: oneOf('primary', 'danger') },
)

export const option: Check = shape(
  { text: anyText(75), value: string(150, 1) },
  { description: anyText(75), url: string(3000) },
)
