import sharp from 'sharp'
import { expect, test } from 'vitest'
import { type Recipe, readRecipe, withRecipe } from '../../worker/recipe.ts'

const plain = () =>
  sharp({ create: { width: 9, height: 5, channels: 3, background: '#3060c0' } })
    .png()
    .toBuffer()

const recipe: Recipe = {
  kind: 'frame',
  prompt: 'Mira – “naïve” 雪 in a park',
  cast: ['Mira', 'Tomás'],
  seed: 0,
  bundle: 'storybook',
  version: '1',
  sampler: 'euler',
  steps: 20,
  guidanceScale: 0,
  startStep: 4,
}

test('a recipe comes out as it went in, zeros and every script', async () => {
  expect(readRecipe(withRecipe(await plain(), recipe))).toEqual(recipe)
})

test('any reader of PNG still sees the same picture', async () => {
  const before = await plain()
  const after = withRecipe(before, recipe)
  const pixels = (png: Uint8Array) => sharp(png, { failOn: 'warning' }).raw().toBuffer()
  expect(await pixels(after)).toEqual(await pixels(before))
  const { comments } = await sharp(after).metadata()
  expect(comments).toEqual([{ keyword: 'troupe', text: JSON.stringify(recipe) }])
})

test('a picture without a recipe has none, and what is no PNG is refused', async () => {
  expect(readRecipe(await plain())).toBeUndefined()
  expect(() => readRecipe(new Uint8Array(40))).toThrow(RangeError)
})
