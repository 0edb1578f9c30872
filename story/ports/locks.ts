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
  /** Those of these keys that somebody has. */
  held(keys: readonly string[]): Promise<string[]>
  /** True for the first who asks, and for nobody else within so many milliseconds. */
  first(key: string, withinMs: number): Promise<boolean>
}
