/** The windows (modals) behind two buttons: what happens next, and other words for a frame. Pure. */

import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from 'discord.js'
import { maxPromptLength } from '../../story/frame.ts'
import { frameButtonId } from '../button-id.ts'

export const promptField = 'prompt'

/** `prompt` stands in the field already when a frame is edited. */
export function promptWindow(
  verb: 'next' | 'edit',
  frameId: string,
  prompt?: string,
): APIModalInteractionResponseCallbackData {
  return {
    custom_id: frameButtonId(verb, frameId),
    title: verb === 'next' ? 'The next frame' : 'Other words for this frame',
    components: [
      {
        type: ComponentType.Label,
        label: 'What happens, and who is in it?',
        component: {
          type: ComponentType.TextInput,
          custom_id: promptField,
          style: TextInputStyle.Paragraph,
          min_length: 1,
          max_length: maxPromptLength,
          required: true,
          ...(prompt === undefined ? {} : { value: prompt }),
        },
      },
    ],
  }
}
