import { appMethods } from './apps.ts'
import { chatMethods } from './chat.ts'
import { conversationMethods } from './conversations.ts'
import { fileMethods } from './files.ts'
import type { Methods } from './method.ts'
import { userMethods } from './users.ts'
import { viewMethods } from './views.ts'

/** Every method of the Web API that there is, by name. */
export const methods: Methods = {
  ...appMethods,
  ...chatMethods,
  ...conversationMethods,
  ...fileMethods,
  ...userMethods,
  ...viewMethods,
}
