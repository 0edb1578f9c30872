/** Everything that people can say, in the order in which `help` shows it. */
import { characterAdd } from './character-add.ts'
import { characterList } from './character-list.ts'
import { characterRemove } from './character-remove.ts'
import { characterRename } from './character-rename.ts'
import { characterRetry } from './character-retry.ts'
import { characterShow } from './character-show.ts'
import type { Command } from './command.ts'
import { helpFor } from './help.ts'
import { status } from './status.ts'
import { storyBefore } from './story-before.ts'
import { storyCancel } from './story-cancel.ts'
import { storyCastAdd } from './story-cast-add.ts'
import { storyCastRemove } from './story-cast-remove.ts'
import { storyCloseVote } from './story-close-vote.ts'
import { storyContinue } from './story-continue.ts'
import { storyDelete } from './story-delete.ts'
import { storyEdit } from './story-edit.ts'
import { storyInfo } from './story-info.ts'
import { storyList } from './story-list.ts'
import { storyNext } from './story-next.ts'
import { storyRedo } from './story-redo.ts'
import { storyShow } from './story-show.ts'
import { storySkip } from './story-skip.ts'
import { storyStart } from './story-start.ts'
import { storyTurn } from './story-turn.ts'
import { storyUndo } from './story-undo.ts'
import { storyVote } from './story-vote.ts'
import { troupeForgetMe } from './troupe-forget-me.ts'
import { troupeSettingsFor } from './troupe-settings.ts'

/** What people can say where these models draw. */
export function commandsFor(models: readonly string[]): readonly Command[] {
  const commands: readonly Command[] = [
    characterAdd,
    characterList,
    characterShow,
    characterRename,
    characterRetry,
    characterRemove,
    storyStart,
    storyNext,
    storyRedo,
    storyEdit,
    storyUndo,
    storyShow,
    storyBefore,
    storyInfo,
    storyList,
    storyContinue,
    storyTurn,
    storySkip,
    storyVote,
    storyCloseVote,
    storyCastAdd,
    storyCastRemove,
    storyCancel,
    storyDelete,
    status,
    troupeSettingsFor(models),
    troupeForgetMe,
    helpFor(() => commands),
  ]
  return commands
}
