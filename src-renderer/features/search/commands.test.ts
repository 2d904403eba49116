import { describe, expect, it, vi } from 'vitest'
import { sampleTenant } from '#renderer/test-support.ts'

// The client opens a socket to the host as soon as it is loaded.
vi.mock('#renderer/api/client.ts', () => ({ call: vi.fn<() => void>() }))
const { findCommands } = await import('./commands.ts')

const shown = sampleTenant({ id: 'shown', name: 'Contoso Retail' })
const find = (text: string, tenant = shown) =>
  findCommands(text, tenant, [
    shown,
    sampleTenant({ id: 'other', name: 'Fabrikam Pilot' }),
    sampleTenant({ id: 'gone', name: 'Old Fabrikam', archivedAt: '2026-01-01T00:00:00.000Z' }),
  ]).map(({ title }) => title)

describe('commands of the palette', () => {
  it('contain every word of the text, in any order', () => {
    expect(find('drift go')).toEqual(['Go to Drift'])
    expect(find('SYNC inventory')).toEqual(['Sync the inventory'])
    expect(find('nonsense')).toEqual([])
    expect(find('').length).toBeGreaterThan(15)
  })

  it('switch to every other tenant that is in use', () => {
    expect(find('switch')).toEqual(['Switch to Fabrikam Pilot'])
  })

  it('offer what the tenant can do: lock or unlock, and no capture without a service', () => {
    expect(find('lock')).toEqual(['Unlock writing'])
    expect(find('lock', { ...shown, unlockedUntil: '2026-11-20T08:00:00.000Z' })).toEqual(['Lock writing now'])
    expect(find('capture', { ...shown, signIn: 'imported' })).toEqual([])
  })
})
