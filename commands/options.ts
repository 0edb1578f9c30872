/** Options that several commands share. */
import { z } from 'zod'
import { maxDescriptionLength, maxNameLength } from '../story/character.ts'
import { maxMinutes, storyModes } from '../story/episode.ts'
import { maxPromptLength } from '../story/frame.ts'
import { poseId } from '../story/poses.ts'

const spelling = /^[\p{L}\p{M}\p{N}]+(?:[ '’-][\p{L}\p{M}\p{N}]+)*$/u

/** The name of a character that is here already, in whatever spelling. */
export const someName = z.string().min(1).max(maxNameLength).meta({ suggest: 'character' })

/** A name for a character: letters of any script, digits, spaces, dashes and apostrophes. */
export const newName = z
  .string()
  .transform((name) => name.replace(/\s+/g, ' '))
  .pipe(
    z
      .string()
      .max(maxNameLength)
      .regex(spelling, "may have letters, digits, and single spaces, - and ' between them")
      .regex(/[^\p{N} '’-]/u, 'needs at least one letter')
      .describe('what people call the character'),
  )

export const description = z.string().min(1).max(maxDescriptionLength)
export const prompt = z.string().min(1).max(maxPromptLength).describe('what happens in the frame')
export const names = z.string().min(1).max(500).meta({ suggest: 'characters' })

/** The largest seed: they are signed 32-bit numbers. */
export const maxSeed = 2 ** 31 - 1

export const seed = z.coerce
  .number()
  .int()
  .min(0)
  .max(maxSeed)
  .optional()
  .describe('the same seed gives the same picture')

/** A picture that was attached, by the word that platforms put in its place. */
export const pose = z
  .string()
  .regex(poseId, 'must be an attached picture, and a colon in a prompt wants quotes around it')
  .optional()
  .meta({ attach: true })
  .describe('how people stand, drawn as the ControlNet wants it; no pose is taken from photographs')

export const mode = z
  .enum(storyModes, { error: 'must be free, turns or vote' })
  .describe('who goes on: anybody; one after the other; anybody, and all vote on each frame')

export const minutes = z.coerce
  .number()
  .int()
  .min(1)
  .max(maxMinutes)
  .describe('how long a turn or a vote takes')

/** What is deleted for good is asked for twice. */
export const confirm = z
  .enum(['yes'], { error: 'must be yes' })
  .optional()
  .describe('yes, once you have read what will be deleted')

export const frame = z
  .string()
  .min(1)
  .max(64)
  .meta({ suggest: 'frame' })
  .optional()
  .describe('the number of a frame; otherwise the last one')
