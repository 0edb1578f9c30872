import { fileUrls, kindOf } from '../files.ts'
import type { Wire } from '../rules/check.ts'
import type { File, World } from '../world.ts'

/** A file as Slack shows it; what it is stays empty until Slack has looked at it. */
export function fileJson(world: World, file: File): Wire {
  const { id, name, title, length, altText, workspaceId } = file
  const [url_private, url_private_download, permalink] = fileUrls(world, file)
  return {
    id,
    created: Math.floor(world.now() / 1000),
    timestamp: Math.floor(world.now() / 1000),
    name,
    title,
    ...kindOf(world, file),
    pretty_type: '',
    user: world.workspaces.get(workspaceId)?.bot.id,
    user_team: workspaceId,
    editable: false,
    size: length,
    mode: 'hosted',
    is_external: false,
    is_public: false,
    ...(altText === undefined ? {} : { alt_txt: altText }),
    url_private,
    url_private_download,
    permalink,
    channels: [],
    groups: [],
    ims: [],
    comments_count: 0,
  }
}
