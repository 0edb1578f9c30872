/** Keeps each frame's and each character's message as it should be: the one place that writes them. */

import { createHash } from 'node:crypto'
import { type Frame, isVisible } from '../story/frame.ts'
import type { FrameStore } from '../story/ports/pictures.ts'
import type { Store } from '../story/ports/store.ts'
import { decodeThreadId } from '../story/thread-id.ts'
import { openAlone } from './alone.ts'
import { characterMessage, portraitAlt } from './character-message.ts'
import { type Chat, type Outgoing, type Picture, type PictureOf, sentence } from './chat.ts'
import { type FrameView, frameAlt, frameMessage } from './frame-message.ts'
import { pictureKey } from './picture-key.ts'

/** A PNG as a picture that the platform takes: smaller when it has to be. */
export type Shrink = (png: Uint8Array) => Promise<{ bytes: Uint8Array; name: string }>

export interface Stage {
  /** The message of a frame shows what the frame is now. Its id; undefined when there is no such frame. */
  showFrame(tenantId: string, threadId: string, frameId: string): Promise<string | undefined>
  /** The same for a character; the message of one who was removed says that. */
  showCharacter(
    tenantId: string,
    threadId: string,
    characterId: string,
  ): Promise<string | undefined>
  /** A picture of a reply. */
  picture(tenantId: string, shows: PictureOf, alt: string): Promise<Picture | undefined>
}

/** What a message should show, and whether it will change on its own. */
interface Shown {
  readonly message: Outgoing
  /** When the subject was made; nothing showed it before. */
  readonly since: Date | undefined
  readonly isFinal: boolean
}

/** What is left of a character who was removed: no portrait, no description. */
const removedCharacter: Shown = {
  message: sentence('This character was removed.'),
  since: undefined,
  isFinal: true,
}

/** `withPreviews`: whether first looks are shown while something is drawn. */
export function openStage(
  store: Store,
  pictures: FrameStore,
  chat: Chat,
  shrink: Shrink,
  withPreviews = true,
): Stage {
  const alone = openAlone(store.locks)

  /** Edits the subject's message, or posts it when there is none or somebody deleted it. */
  async function send(
    subjectId: string,
    threadId: string,
    { message, since }: Shown,
  ): Promise<string> {
    const known = await store.messages.find(subjectId)
    const shown = digestOf(message)
    if (known !== undefined) {
      // Nothing is sent that is there already.
      if (known.shown === shown) return known.messageId
      if (await chat.edit(known.threadId, known.messageId, message)) {
        await store.messages.set(subjectId, { ...known, shown })
        return known.messageId
      }
    }
    // A new key after a deletion: the old one would give the deleted message again.
    const key = `${subjectId}:${known?.messageId ?? ''}`
    const messageId = await chat.post(threadId, message, key, since)
    await store.messages.set(subjectId, { threadId, messageId, shown })
    return messageId
  }

  /** Shows what there is now; again when it was finished meanwhile, so that the end stands. */
  const keep = (
    subjectId: string,
    threadId: string,
    read: () => Promise<Shown | undefined>,
  ): Promise<string | undefined> =>
    alone.run(`message ${subjectId}`, async () => {
      let messageId: string | undefined
      for (;;) {
        const shown = await read()
        if (shown === undefined) return messageId
        messageId = await send(subjectId, threadId, shown)
        if (shown.isFinal) return messageId
        const now = await read()
        if (now === undefined || !now.isFinal) return messageId
      }
    })

  async function upload(
    key: string | undefined,
    shows: PictureOf,
    alt: string,
    name: string = shows.of,
  ): Promise<Picture | undefined> {
    const png = key === undefined ? undefined : await pictures.get(key)
    if (png === undefined) return undefined
    const smaller = await shrink(png)
    return { bytes: smaller.bytes, name: `${name}${smaller.name}`, alt, shows }
  }

  const firstLook = (preview: Uint8Array | undefined, alt: string): Picture | undefined =>
    withPreviews && preview !== undefined
      ? { bytes: preview, name: 'preview.webp', alt: `A first look. ${alt}`, shows: undefined }
      : undefined

  async function readFrame(tenantId: string, frameId: string): Promise<Shown | undefined> {
    const view = await frameView(store, tenantId, frameId)
    if (view === undefined) return undefined
    const { frame } = view
    const alt = frameAlt(view)
    const shown = isVisible(frame.state)
      ? await upload(frame.image, { of: 'frame', id: frameId }, alt, `frame-${view.number}`)
      : firstLook(view.progress?.preview, alt)
    const isOpen = !view.isUndone && ['waiting', 'queued', 'drawing'].includes(frame.state)
    return { message: frameMessage(view, shown), since: frame.createdAt, isFinal: !isOpen }
  }

  async function readCharacter(tenantId: string, id: string): Promise<Shown | undefined> {
    const character = await store.characters.get(tenantId, id)
    if (character === undefined) return undefined
    const isOpen = character.state === 'discovering'
    const progress = isOpen ? await store.progress.get(id) : undefined
    const alt = portraitAlt(character)
    const shown = isOpen
      ? firstLook(progress?.preview, alt)
      : await upload(character.portrait, { of: 'portrait', id }, alt)
    const message = characterMessage(character, progress, shown)
    return { message, since: character.createdAt, isFinal: !isOpen }
  }

  /** A frame that has no message yet comes after those before it, whatever held them up. */
  async function showFrame(
    tenantId: string,
    threadId: string,
    frameId: string,
  ): Promise<string | undefined> {
    const isNew = (await store.messages.find(frameId)) === undefined
    const before = isNew ? await findBefore(store, tenantId, frameId) : undefined
    if (before !== undefined) await showFrame(tenantId, threadId, before.id)
    return keep(frameId, threadId, () => readFrame(tenantId, frameId))
  }

  return {
    showFrame,

    async showCharacter(tenantId, threadId, characterId) {
      const character = await store.characters.get(tenantId, characterId)
      if (character !== undefined) {
        return keep(characterId, character.threadId, () => readCharacter(tenantId, characterId))
      }
      const left = await store.messages.find(characterId)
      const isHere = left !== undefined && workspaceOf(left.threadId) === workspaceOf(threadId)
      return isHere ? keep(characterId, left.threadId, async () => removedCharacter) : undefined
    },

    picture: async (tenantId, shows, alt) =>
      upload(await pictureKey(store, tenantId, shows), shows, alt),
  }
}

/** The frame right before this one in its episode, when it is still to be told and has no message. */
async function findBefore(
  store: Store,
  tenantId: string,
  frameId: string,
): Promise<Frame | undefined> {
  const before = await store.frames.before(tenantId, frameId)
  const isDue = before !== undefined && !['posted', 'cancelled'].includes(before.state)
  return isDue && (await store.messages.find(before.id)) === undefined ? before : undefined
}

const workspaceOf = (threadId: string): string => decodeThreadId(threadId).workspace

/** The same for two messages that look the same. */
function digestOf({ lines, buttons, pictures }: Outgoing): string {
  const hash = createHash('sha256').update(JSON.stringify([lines, buttons]))
  for (const { name, alt, bytes } of pictures) hash.update(`${name}\n${alt}\n`).update(bytes)
  return hash.digest('base64')
}

/** Everything that a frame's message tells. */
async function frameView(
  store: Store,
  tenantId: string,
  frameId: string,
): Promise<FrameView | undefined> {
  const standing = await store.frames.standing(tenantId, frameId)
  if (standing === undefined) return undefined
  const { frame, number, isUndone } = standing
  const isWaiting = frame.state === 'waiting' || frame.state === 'queued'
  const place = isWaiting ? await store.line.place(frameId) : undefined
  return {
    frame,
    number,
    isUndone,
    faceless: isWaiting ? await facelessOf(store, tenantId, frame) : [],
    progress: frame.state === 'drawing' ? await store.progress.get(frameId) : undefined,
    place,
    typicalTime: place && (await store.frames.typicalTime(place.pool)),
  }
}

/** Names of the cast whose faces are being found. */
async function facelessOf(store: Store, tenantId: string, { cast }: Frame): Promise<string[]> {
  const people = await Promise.all(
    cast.map(({ characterId }) => store.characters.get(tenantId, characterId)),
  )
  return cast.flatMap(({ name }, i) => (people[i]?.state === 'discovering' ? [name] : []))
}
