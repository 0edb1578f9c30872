import { expect, test } from 'vitest'
import { assignBoxes, type Box, boxesAbove } from '../../../models/identity/boxes.ts'

const box = (left: number, score: number): Box => ({
  left,
  top: 0,
  right: left + 10,
  bottom: 20,
  score,
})

test('boxes above the threshold, in pixels, surest first', () => {
  const scores = Float32Array.of(0.3, 0.9, 0.25, 0.5)
  const boxes = Float32Array.of(
    ...[0.5, 0.5, 1, 1],
    ...[0.25, 0.5, 0.5, 0.25],
    ...[0.5, 0.5, 1, 1],
    ...[0.5, 0.5, 0.5, 1],
  )
  // 0.3 in single precision is a little more than 0.3: like torch, compared as it is stored.
  const found = boxesAbove(scores, boxes, 0.4, { width: 200, height: 100 })
  expect(found.map(({ score }) => score)).toEqual([Math.fround(0.9), 0.5])
  expect(found[0]).toMatchObject({ left: 0, right: 100, top: 37.5, bottom: 62.5 })
})

test('of a word that occurs twice the two surest boxes, from left to right', () => {
  const women = [box(90, 0.9), box(10, 0.8), box(50, 0.7)]
  const found = new Map([
    ['woman', women],
    ['man', [box(30, 0.6)]],
  ])
  expect(assignBoxes(['woman', 'man', 'woman'], found)).toEqual([women[1], box(30, 0.6), women[0]])
})

test('who has no box is nowhere', () => {
  const found = new Map([['woman', [box(10, 0.8)]]])
  expect(assignBoxes(['woman', 'man', 'woman'], found)).toEqual([
    box(10, 0.8),
    undefined,
    undefined,
  ])
})
