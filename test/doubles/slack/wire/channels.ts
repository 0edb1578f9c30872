import type { Wire } from '../rules/check.ts'
import type { Channel, Workspace } from '../world.ts'

/** A conversation as Slack shows it to the bot. */
export function channelJson({ bot }: Workspace, channel: Channel): Wire {
  const { id, kind, name, createdAt, partner, members, isArchived, workspaceId } = channel
  const common = {
    id,
    created: Math.floor(createdAt / 1000),
    is_archived: isArchived,
    context_team_id: workspaceId,
    updated: createdAt,
    is_org_shared: false,
  }
  if (kind === 'im') return { ...common, is_im: true, user: partner!.id, priority: 0 }
  return {
    ...common,
    name,
    name_normalized: name,
    is_channel: kind === 'public',
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: kind === 'private',
    is_general: false,
    is_shared: false,
    is_ext_shared: false,
    is_member: members.has(bot.id),
    unlinked: 0,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    previous_names: [],
    shared_team_ids: [workspaceId],
  }
}

/** A channel as interactions name it. */
export const placeJson = ({ id, name }: Channel): Wire => ({ id, name })
