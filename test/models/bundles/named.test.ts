import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { bundlesNamed } from '../../../models/bundles/named.ts'

test('one bundle is one of ours by name, or any folder, whatever it is called', () => {
  const [own, ...none] = bundlesNamed('storybook')
  expect(own.name).toBe('storybook')
  expect(own.folder).toMatch(/models[/\\]bundles[/\\]storybook$/)
  expect(none).toEqual([])
  expect(bundlesNamed('./My Models/Real Vis')).toEqual([
    { name: 'Real Vis', folder: './My Models/Real Vis' },
  ])
})

test('several are told apart by the names of their folders, the first is the default', () => {
  const found = bundlesNamed('storybook, /models/realvis-4.0/,./tiny')
  expect(found.map(({ name }) => name)).toEqual(['storybook', 'realvis-4.0', 'tiny'])
  expect(found.slice(1).map(({ folder }) => basename(folder))).toEqual(['realvis-4.0', 'tiny'])
})

test.each([
  ['storybook,/a/storybook', /^BUNDLE names two bundles storybook: .* must differ$/],
  ['storybook,/models/Real Vis', /^BUNDLE names "Real Vis": .* only small letters/],
  ['storybook,', /^BUNDLE names "": /],
  ['storybook,/models/..', /^BUNDLE names "\.\.": /],
])('%j is told in one line', (setting, line) => {
  expect(() => bundlesNamed(setting)).toThrow(line)
})
