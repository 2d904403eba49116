import { expect, it, vi } from 'vitest'

// The client opens a socket to the host as soon as it is loaded.
vi.mock('#renderer/api/client.ts', () => ({ call: vi.fn<() => void>() }))
const { findCommands } = await import('./commands.ts')
const titles = (text: string): string[] => findCommands(text).map(({ title }) => title)

it('a command is found by any of its words, in any order and case', () => {
  expect(titles('DRIFT go')).toEqual(['Go to Drift'])
  expect(titles('inventory sync')).toEqual(['Sync the inventory'])
})

it('words that no command has find nothing', () => {
  expect(titles('go to nowhere')).toEqual([])
})

it('no words find every command', () => {
  expect(titles('').length).toBeGreaterThan(15)
})
