import { z } from 'zod'

/** What `auth.test` says of a token. */
export const identity = z.object({
  team_id: z.string(),
  user_id: z.string(),
  bot_id: z.string().default(''),
  url: z.string().default('https://slack.com/'),
})
