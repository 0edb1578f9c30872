import { expect, test } from 'vitest'
import { openLanguages } from '../../../models/bundles/languages.ts'
import { tinyManifest, writeTinyBundle } from '../../fixtures/bundle.ts'

test('a bundle alone is called as it calls itself, several as their folders are', async () => {
  const folder = await writeTinyBundle()
  const [alone] = await openLanguages([{ name: 'folder', folder }])
  expect(alone).toMatchObject({
    model: tinyManifest.name,
    encoder: tinyManifest.identityEncoderName,
    classWords: tinyManifest.classWords,
    styles: tinyManifest.styles,
  })
  const both = await openLanguages([
    { name: 'one', folder },
    { name: 'other', folder },
  ])
  expect(both.map(({ model }) => model)).toEqual(['one', 'other'])
})

test('one that does not open is named', async () => {
  const folder = await writeTinyBundle()
  const missing = { name: 'missing', folder: '/nowhere/missing' }
  await expect(openLanguages([{ name: 'one', folder }, missing])).rejects.toThrow(
    /^BUNDLE \/nowhere\/missing does not open: no bundle in/,
  )
})
