import type { Random } from '../../../training/random.ts'
import type { Ids } from './tenants.ts'

const verbs = ['next', 'redo', 'edit', 'before', 'undo', 'info', 'cancel', 'vote'] as const

/** Of our buttons, of another workspace's, and of nobody's. */
export function buttonIdOf(scene: Ids & { readonly foreign: Ids }, random: Random): string {
  const { frameIds, commandIds, foreign } = scene
  const strange = ['', 'next', 'next:', 'say:x:0', ':::', 'cancel:1', '../x', 'next:%00', 'é:ü']
  return random.weighted<() => string>([
    [() => `${random.pick(verbs)}:${random.pick(frameIds)}`, 10],
    [() => `say:${random.pick(commandIds)}:${random.integer(0, 9)}`, 3],
    [() => `${random.pick(verbs)}:${random.pick(foreign.frameIds)}`, 3],
    [() => `say:${random.pick(foreign.commandIds)}:0`, 1],
    [() => `${random.pick(verbs)}:00000000-0000-4000-8000-000000000000`, 1],
    [() => random.pick(strange), 2],
  ])()
}
