import type { Wire } from '../rules/check.ts'
import type { View, World } from '../world.ts'

export type ViewState = Readonly<Record<string, Readonly<Record<string, Wire>>>>

/** A view as Slack shows it to the bot, with what stands in its inputs. */
export function viewJson(world: World, view: View, values: ViewState = {}): Wire {
  const { id, workspaceId, body, hash, rootId, previousId } = view
  return {
    id,
    team_id: workspaceId,
    type: body.type,
    blocks: body.blocks,
    private_metadata: body.private_metadata ?? '',
    callback_id: body.callback_id ?? '',
    external_id: body.external_id ?? '',
    state: { values },
    hash,
    title: body.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    submit: body.submit ?? null,
    close: body.close ?? null,
    clear_on_close: body.clear_on_close ?? false,
    notify_on_close: body.notify_on_close ?? false,
    submit_disabled: body.submit_disabled ?? false,
    root_view_id: rootId,
    previous_view_id: previousId ?? null,
    app_id: world.app.id,
    app_installed_team_id: workspaceId,
    bot_id: world.workspaces.get(workspaceId)!.botId,
  }
}
