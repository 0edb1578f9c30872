import { answerType } from '../routes/interactions.ts'
import { waitFor } from '../wait.ts'
import type { Interaction, Message, Modal } from '../world.ts'

export type AnswerKind = keyof typeof answerType

/** Something that somebody asked of the bot, and what came of it. */
export interface Asked {
  readonly id: string
  /** The kind of the first answer. Throws when there is none in time. */
  answered(): Promise<AnswerKind>
  /** What `@original` is: the answer, or the message whose button was clicked if that was updated. */
  readonly response: Message | undefined
  /** The response, once the bot is not thinking any more. */
  written(): Promise<Message>
  /** Messages after the first answer, oldest first. */
  readonly followUps: readonly Message[]
  /** The form that came as the answer. */
  modal(): Promise<Modal>
}

export function asked(interaction: Interaction): Asked {
  const { about, followUps } = interaction
  const kind = (): AnswerKind | undefined =>
    (Object.keys(answerType) as AnswerKind[]).find((one) => answerType[one] === interaction.answer)
  return {
    id: interaction.id,
    answered: () => waitFor(kind, `an answer to ${about}`),
    get response() {
      return interaction.original
    },
    written: () =>
      waitFor(() => {
        const { original } = interaction
        return original?.loading === false && original
      }, `words in answer to ${about}`),
    followUps,
    modal: () => waitFor(() => interaction.modal, `a form in answer to ${about}`),
  }
}
