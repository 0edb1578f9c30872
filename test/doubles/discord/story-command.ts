import { ApplicationCommandOptionType, type ChatInputApplicationCommandData } from 'discord.js'

/** A command with subcommands, as tests of the double register it. */
export const storyCommand = {
  name: 'story',
  description: 'Draws stories',
  options: [
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'next',
      description: 'Draws the next frame',
      options: [
        {
          type: ApplicationCommandOptionType.String,
          name: 'prompt',
          description: 'What happens',
          required: true,
          maxLength: 500,
        },
        {
          type: ApplicationCommandOptionType.String,
          name: 'with',
          description: 'Who is in it',
          autocomplete: true,
        },
        {
          type: ApplicationCommandOptionType.Integer,
          name: 'steps',
          description: 'How carefully',
          minValue: 1,
          maxValue: 50,
        },
      ],
    },
    { type: ApplicationCommandOptionType.Subcommand, name: 'list', description: 'All of them' },
  ],
} satisfies ChatInputApplicationCommandData
