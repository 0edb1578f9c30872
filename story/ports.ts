import type { Progress } from './artist.ts'
import type { Author, Character, Identity } from './character.ts'
import type { Episode, Story, StoryMode } from './episode.ts'
import type { CastMember, Frame, FrameMove, FrameSettings, FrameState, Timings } from './frame.ts'
import type { Job } from './jobs.ts'
import type { Quota } from './quota.ts'
import type { Round } from './round.ts'
import type { Settings, SettingsChange } from './settings.ts'
import type { Platform } from './thread-id.ts'
import type { Skip, Told } from './turns.ts'

/** A workspace of a platform; nothing of one is ever seen in another. */
export interface Tenant {
  readonly id: string
  readonly platform: Platform
  readonly workspace: string
  /** When the bot left it. */
  readonly leftAt: Date | undefined
}

/** What a person said, and what was answered once it was carried out. */
export interface CommandRecord {
  readonly id: string
  readonly tenantId: string
  readonly threadId: string
  /** The channel that the thread belongs to; undefined where a platform has none. */
  readonly channelId: string | undefined
  readonly author: Author
  /** Whether the author managed the workspace when it was said. */
  readonly manages: boolean
  readonly text: string
  /** The reply as JSON; undefined while it is being carried out. */
  readonly reply: unknown
  readonly createdAt: Date
}

/** What is to be told in a thread, once: a drawn frame, a discovered character, a failure, or a choice. */
export interface Delivery {
  readonly id: string
  readonly tenantId: string
  readonly threadId: string
  readonly frameId: string | undefined
  readonly characterId: string | undefined
  /** A round that was closed. */
  readonly roundId: string | undefined
  readonly state: 'pending' | 'sending' | 'sent'
  /** How often it was claimed before: above 0 it may stand in the thread already, so look first. */
  readonly attempts: number
}

export interface CommandLog {
  /**
   * Stores what was said; the same `sourceId` of a tenant again gives the first record, `fresh: false`,
   * and whether its answer was told.
   */
  receive(said: {
    tenantId: string
    sourceId: string
    threadId: string
    channelId: string | undefined
    author: Author
    manages: boolean
    text: string
  }): Promise<{ record: CommandRecord; fresh: boolean; told: boolean }>
  /**
   * Stores the answer, once: a command that came twice keeps its first, and what was blanked
   * meanwhile stays so.
   */
  answer(id: string, reply: unknown): Promise<void>
  /** What was said in a thread, oldest first. */
  inThread(tenantId: string, threadId: string): Promise<CommandRecord[]>
  /** Of all tenants: what was said before that time and never answered, oldest first. */
  unanswered(before: Date): Promise<{ record: CommandRecord; sourceId: string }[]>
  get(tenantId: string, id: string): Promise<CommandRecord | undefined>
  /** Marks the answer as told where people see it; platforms that read the store need not. */
  told(id: string): Promise<void>
  /** Of a platform: what was said before that time and whose answer was never told, oldest first. */
  untold(platform: Platform, before: Date): Promise<CommandRecord[]>
  /** Thread ids of a tenant, the most recently spoken in first. */
  threads(tenantId: string): Promise<{ threadId: string; lastAt: Date }[]>
}

export interface Characters {
  /** Adds one in state `discovering`; UserError `name-taken` when the tenant has that name (any case). */
  add(character: {
    tenantId: string
    name: string
    description: string
    classWord: string
    seed: number
    author: Author
    threadId: string
  }): Promise<Character>
  get(tenantId: string, id: string): Promise<Character | undefined>
  /** For the worker, which serves every tenant. */
  byJob(id: string): Promise<Character | undefined>
  list(tenantId: string): Promise<Character[]>
  /** Only what they are called, in the same order: quick enough to be asked for as people type. */
  names(tenantId: string): Promise<string[]>
  findByName(tenantId: string, name: string): Promise<Character | undefined>
  /** UserError `name-taken` when the new name belongs to another. */
  rename(tenantId: string, id: string, name: string): Promise<boolean>
  /** Deletes the character and its identity; frames that show it keep the name. */
  remove(tenantId: string, id: string): Promise<boolean>
  /** Back to `discovering` with another seed. False when it is being discovered already. */
  retry(tenantId: string, id: string, seed: number): Promise<boolean>
  /**
   * `discovering -> ready`, with a pending delivery in the same transaction; false when somebody
   * else moved it or its seed changed meanwhile.
   */
  discovered(id: string, seed: number, identity: Identity, portrait: string): Promise<boolean>
  /** A worker begins with it: it waits no longer, and whoever added it was served. */
  begin(id: string): Promise<void>
  /** `discovering -> failed`, with a pending delivery; false likewise. */
  failed(id: string, seed: number, problem: string): Promise<boolean>
  /** All of a platform in state `discovering`, oldest first. */
  discovering(platform: Platform): Promise<Character[]>
  /** Ids of all in state `discovering`. */
  pending(): Promise<string[]>
  /** How many drawn frames show the character. */
  frameCount(tenantId: string, id: string): Promise<number>
}

export interface Stories {
  /** Starts a story with its first episode; free when no mode is given. */
  start(story: {
    tenantId: string
    threadId: string
    title: string
    style: string | undefined
    mode?: StoryMode
    minutes?: number | undefined
    author?: Author | undefined
    cast: readonly string[]
  }): Promise<{ story: Story; episode: Episode }>
  /** The newest story of a thread with its newest episode. */
  current(
    tenantId: string,
    threadId: string,
  ): Promise<{ story: Story; episode: Episode } | undefined>
  list(tenantId: string): Promise<{ story: Story; episodes: number; frames: number }[]>
  get(tenantId: string, id: string): Promise<Story | undefined>
  /** The stories of a thread, oldest first. */
  inThread(tenantId: string, threadId: string): Promise<Story[]>
  /** Of every thread with a story the title of its newest. */
  titles(tenantId: string): Promise<{ threadId: string; title: string }[]>
  episodes(tenantId: string, storyId: string): Promise<Episode[]>
  /** A new episode of a story with the cast of its last one. */
  continueStory(tenantId: string, storyId: string): Promise<Episode>
  /**
   * Deletes a story with its episodes and frames, discards their pictures, and blanks what was said
   * to tell it. False when it is not here.
   */
  remove(tenantId: string, storyId: string): Promise<boolean>
  /** The story goes on in another thread, which was opened for it. False when it is not here. */
  moveTo(tenantId: string, storyId: string, threadId: string): Promise<boolean>
  /** Adds a character to the cast; adding twice is harmless. UserError `no-story` when it was deleted. */
  addToCast(episodeId: string, characterId: string): Promise<void>
  removeFromCast(episodeId: string, characterId: string): Promise<boolean>
}

/** What a worker needs to draw a frame. */
export interface FrameJob {
  readonly frame: Frame
  readonly story: Story
  readonly tenantId: string
  /** In the order of the frame's cast; undefined where a character was removed. */
  readonly characters: readonly (Character | undefined)[]
}

/** A frame and where it stands. */
export interface Standing {
  readonly frame: Frame
  readonly threadId: string
  /** What people call it by: a redo has the number of the frame that it draws again. */
  readonly number: number
  /** It was taken out of the story. */
  readonly isUndone: boolean
}

export interface Frames {
  /**
   * Adds a frame in state `waiting` at the next position; the same `commandId` gives the same frame.
   * With a `turn` the story must stand there; UserError `not-your-turn` when somebody was faster,
   * `no-story` when somebody deleted it. A `pose` is the key of an attached picture that no frame took
   * before, or of another frame's; UserError `no-picture` when it is neither.
   */
  add(frame: {
    episodeId: string
    commandId: string
    prompt: string
    cast: readonly CastMember[]
    seed: number
    author: Author
    redoOf: string | undefined
    turn?: number | undefined
    pose?: string | undefined
  }): Promise<Frame>
  /** What a command made, also what was undone: nothing yet, a frame, or the candidates of a round. */
  ofCommand(tenantId: string, commandId: string): Promise<Frame[]>
  get(tenantId: string, id: string): Promise<Frame | undefined>
  /** The frame and where it stands, also when it was undone. Costs the same in any story. */
  standing(tenantId: string, id: string): Promise<Standing | undefined>
  /** The frame right before this one in its episode that was not undone. */
  before(tenantId: string, id: string): Promise<Frame | undefined>
  /** The takes and candidates that people call by that number and that were not undone, by position. */
  numbered(tenantId: string, episodeId: string, number: number): Promise<Frame[]>
  /** The newest frame of an episode in one of those states, by anybody or by one person. */
  newest(
    tenantId: string,
    episodeId: string,
    states: readonly FrameState[],
    authorId?: string,
  ): Promise<Frame | undefined>
  /** The first and the last turn of everybody in each episode of a story: see `turnOf`. */
  turns(tenantId: string, storyId: string): Promise<Told[]>
  /** All frames of a thread that are not finished, oldest first. */
  unfinishedIn(tenantId: string, threadId: string): Promise<Standing[]>
  /** All frames of an episode that were not undone, by position. */
  ofEpisode(tenantId: string, episodeId: string): Promise<Frame[]>
  /** All frames of a thread that were not undone, stories and episodes oldest first. */
  inThread(tenantId: string, threadId: string): Promise<Frame[]>
  /** One guarded update; false when the frame was not in `from`. A failure gets a delivery. */
  move<From extends FrameState>(
    id: string,
    from: From,
    to: FrameMove<From>,
    problem?: string,
  ): Promise<boolean>
  /** All frames of a platform that are not finished, or that are being drawn, and where they are told; oldest first. */
  unfinished(
    platform: Platform,
    which?: 'drawing',
  ): Promise<{ frame: Frame; tenantId: string; threadId: string }[]>
  /** Takes the frame out of the story for good; a frame not yet drawn is cancelled. */
  undo(tenantId: string, id: string): Promise<boolean>
  /** Cancels a frame that waits, is queued or is being drawn. */
  cancel(tenantId: string, id: string): Promise<boolean>
  /**
   * Moves every frame whose turn has come from `waiting` to `queued`: all its characters are ready
   * and every earlier frame of its episode is finished. Frames that wait for a character whose
   * discovery failed or who was removed become `failed` with a sentence. The ids of the queued ones,
   * oldest first. In those episodes, or in all.
   */
  releaseDue(episodeIds?: readonly string[]): Promise<string[]>
  /** Ids of all frames in state `queued` or `drawing`, oldest first. */
  pending(): Promise<string[]>
  /**
   * Claims a queued or drawing frame, so that whoever told it was served; the token fences off whoever
   * claimed it before. Undefined in any other state, and while one of its characters is being
   * discovered again.
   */
  claim(id: string): Promise<{ job: FrameJob; token: number } | undefined>
  /** `drawing -> drawn` under that token, with a pending delivery in the same transaction. */
  drawn(
    id: string,
    token: number,
    result: { image: string; template: string; settings: FrameSettings; timings: Timings },
  ): Promise<boolean>
  /** `drawing -> failed` under that token, with a pending delivery. */
  failed(id: string, token: number, problem: string): Promise<boolean>
  /** The median milliseconds of the twenty frames drawn last, of all tenants; undefined before the first. */
  typicalTime(): Promise<number | undefined>
}

/** Where something stands that waits to be drawn. */
export interface Place {
  /** How many frames and characters are drawn before it: 0 = next. */
  readonly before: number
  /** How many are being drawn just now, side by side. */
  readonly atOnce: number
}

/** All that waits for a worker, in fair order: workspaces in turn, then people within one. */
export interface Line {
  /**
   * What a worker does that was rung for `job`: that job, unless another one is due before it. What
   * does not wait, because it was begun or is finished, is itself. `taken` are others' already: they
   * count as served.
   */
  due(job: Job, taken: readonly Job[]): Promise<Job>
  /** Undefined when the frame neither waits nor is queued. */
  place(frameId: string): Promise<Place | undefined>
}

export interface Deliveries {
  /**
   * Claims the oldest pending delivery of a platform for one poster; in a thread in position order.
   * One whose poster was not heard of for ten seconds is claimed again; of a workspace that the bot
   * has left none, until it is back.
   */
  claimNext(platform: Platform): Promise<Delivery | undefined>
  /** Its poster lives, and still posts it. */
  renew(id: string): Promise<void>
  /** `sending -> sent`, and the frame becomes `posted`. */
  sent(id: string, messageId: string | undefined): Promise<void>
  /** Back to `pending`, tried again later; nothing when it was claimed again since. */
  release(claimed: Pick<Delivery, 'id' | 'attempts'>): Promise<void>
}

/** The last word about running work, for whoever watches. `id` is a character's or a frame's. */
export interface ProgressLog {
  set(id: string, progress: Progress): Promise<void>
  get(id: string): Promise<Progress | undefined>
  clear(id: string): Promise<void>
}

/** A message of a chat platform that stands for a frame or a character. */
export interface ChatMessage {
  readonly threadId: string
  readonly messageId: string
  /** A digest of what it shows; undefined when nobody noted it. */
  readonly shown: string | undefined
}

/** Which message shows what, so that progress and pictures end in the message that began. */
export interface ChatMessages {
  /** `subjectId` is a frame's or a character's id. */
  find(subjectId: string): Promise<ChatMessage | undefined>
  /** Takes the place of the message before it. */
  set(subjectId: string, message: ChatMessage): Promise<void>
}

/** Turns that people passed, in stories told in turns. */
export interface Skips {
  /** Stores that somebody passes; the same `commandId` again is the same skip. */
  add(skip: { storyId: string; commandId: string; author: Author }): Promise<void>
  /** The last in a story by one of those people. */
  last(tenantId: string, storyId: string, authorIds: readonly string[]): Promise<Skip | undefined>
  /** Whether that command passed a turn. */
  has(commandId: string): Promise<boolean>
}

/** What each workspace decided for itself. */
export interface WorkspaceSettings {
  get(tenant: Tenant): Promise<Settings>
  /** Changes some, leaves the others, and gives all. */
  change(tenant: Tenant, change: SettingsChange): Promise<Settings>
}

/** Votes on the candidates of a frame. */
export interface Rounds {
  /**
   * Adds one candidate for each seed, in state `waiting` and all at the next position; the same
   * `commandId` gives the same round. UserError `vote-open` while the story has an open one,
   * `no-story` when somebody deleted it. A `pose` is every candidate's, as in `Frames.add`.
   */
  open(round: {
    episodeId: string
    commandId: string
    prompt: string
    cast: readonly CastMember[]
    seeds: readonly number[]
    author: Author
    minutes: number
    pose?: string | undefined
  }): Promise<Frame[]>
  get(tenantId: string, id: string): Promise<Round | undefined>
  /** The round of a story in which people may vote, or soon may. */
  openIn(tenantId: string, storyId: string): Promise<Round | undefined>
  /** All rounds of a thread, oldest first. */
  inThread(tenantId: string, threadId: string): Promise<Round[]>
  /**
   * One ballot a person a round: a later one takes the place of the earlier. False when the frame is
   * no drawn candidate of an open round.
   */
  vote(tenantId: string, frameId: string, voterId: string): Promise<boolean>
  /**
   * Closes an open round, once: the candidate of `outcomeOf` leaves it, the others are undone, and
   * there is a pending delivery, all in one transaction. False when it is not open.
   */
  close(tenantId: string, id: string): Promise<boolean>
  /**
   * Starts the time of rounds whose last candidate is finished, and closes those whose time is up
   * or of which nothing was drawn.
   */
  closeDue(now: Date): Promise<void>
}

/** How much is stored of a person. */
export interface Stored {
  readonly characters: number
  readonly frames: number
  readonly commands: number
}

/** What is stored of people, and how it is deleted. */
export interface People {
  stored(tenantId: string, authorId: string): Promise<Stored>
  /**
   * Deletes a person's characters and the frames that were undone, discards their pictures, blanks
   * the text and the answers of their commands, and makes `somebody` of them everywhere else; their
   * votes count on without their name. `commandId` asks for it: it keeps its words, so that it can
   * be carried out again. Doing it twice is harmless.
   */
  forget(tenantId: string, authorId: string, commandId: string): Promise<void>
}

/** Where the bot is and where it was. */
export interface Tenants {
  /** Every workspace of a platform. */
  list(platform: Platform): Promise<Tenant[]>
  /** The bot left; the first time counts. */
  left(tenantId: string, at: Date): Promise<void>
  returned(tenantId: string): Promise<void>
  /** Deletes everything of those left before that time, and discards all pictures. How many. */
  forgetLeft(before: Date): Promise<number>
}

/** Pictures whose rows are deleted: noted in the same transaction, so that none outlives them. */
export interface DiscardedPictures {
  /** Some of their keys; empty when there are none. */
  some(): Promise<string[]>
  /** The frame store has removed them. */
  gone(keys: readonly string[]): Promise<void>
}

/** Pictures that people attached, until a frame takes them. */
export interface AttachedPictures {
  add(tenantId: string, key: string): Promise<void>
  /** Discards those that were attached before that time and that no frame took. */
  discard(before: Date): Promise<void>
}

/** Something that one process does at a time, however many there are. */
export interface Lock {
  /** False once it was released, or lost because this process was silent for too long. */
  readonly isHeld: boolean
  release(): Promise<void>
}

export interface Locks {
  /**
   * Undefined while somebody has it. It is held until it is released; a process that is silent for
   * ten seconds loses it, so what is done under it must bear being done twice.
   */
  take(key: string): Promise<Lock | undefined>
  /** True for the first who asks, and for nobody else within so many milliseconds. */
  first(key: string, withinMs: number): Promise<boolean>
}

/** The truth. Rows of one tenant are never reached with another tenant's id. */
export interface Store {
  readonly commands: CommandLog
  readonly characters: Characters
  readonly stories: Stories
  readonly frames: Frames
  readonly line: Line
  readonly deliveries: Deliveries
  readonly progress: ProgressLog
  readonly skips: Skips
  readonly rounds: Rounds
  readonly messages: ChatMessages
  readonly settings: WorkspaceSettings
  readonly quota: Quota
  readonly people: People
  readonly tenants: Tenants
  readonly discarded: DiscardedPictures
  readonly attached: AttachedPictures
  readonly locks: Locks
  /** The tenant of a workspace, made when first met. */
  tenant(platform: Platform, workspace: string): Promise<Tenant>
}

/** Something moved: what and where. Carries no data; read the store. */
export interface Change {
  readonly kind: 'command' | 'character' | 'frame' | 'progress' | 'delivery'
  readonly id: string
  readonly threadId: string | undefined
}

/** Tells everybody, in this process and others, that something moved. Loss is allowed. */
export interface Changes {
  publish(change: Change): Promise<void>
  /** Returns the function that ends it. */
  subscribe(listener: (change: Change) => void): () => void
  close(): Promise<void>
}

/** The doorbell: rings a worker. Postgres is the truth, so a lost ring is rung again. */
export interface Queue {
  /** Ringing for the same work twice is one job. */
  ring(job: Job): Promise<void>
  close(): Promise<void>
}

/**
 * Pictures by key. Keys are made of ids by us, never of what people write. Whatever cannot be done
 * because the store is away or refuses our settings rejects with an Outage.
 */
export interface FrameStore {
  put(key: string, bytes: Uint8Array): Promise<void>
  get(key: string): Promise<Uint8Array | undefined>
  remove(key: string): Promise<void>
  /** UserError `no-room` when there is no room for another picture. */
  checkRoom(): Promise<void>
  /** How browsers fetch pictures by themselves; undefined where only we can read them. */
  readonly direct: DirectPictures | undefined
}

export interface DirectPictures {
  /** The origin of every such address, for instance `https://pictures.example.org`. */
  readonly origin: string
  /** An address that is good for ten minutes at least. */
  addressOf(key: string): Promise<string>
}
