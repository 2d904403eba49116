import { expect, it } from 'vitest'
import { releaseStep } from './release.ts'

const set = (...keys: string[]): ReadonlySet<string> => new Set(keys)

it.each([
  ['a new value of the baseline, where the tenant has the old one', ['1'], ['1'], false, 'follow'],
  ['a new setting that the tenant doesn’t have', [], [], false, 'follow'],
  ['a new value that the tenant has, but nobody gets', ['1'], ['2', '1'], false, 'follow'],
  ['a new value, where the tenant has one of its own', ['1'], ['3'], false, 'bothChanged'],
  ['a new value, where the tenant has none any more', ['1'], [], false, 'bothChanged'],
  ['a new setting that the tenant sets otherwise', [], ['3'], false, 'bothChanged'],
  ['a value that the baseline had before', ['2'], ['3'], false, 'ownChange'],
  ['a value that the baseline had before, and the tenant hasn’t', ['2'], [], false, 'ownChange'],
  ['a value that is met', ['1'], ['2'], true, 'none'],
] as const)('%s (066-7)', (_name, earlier, present, isMet, step) => {
  expect(releaseStep('2', set(...earlier), set(...present), isMet)).toBe(step)
})
