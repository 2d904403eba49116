import { describe, expect, it } from 'vitest'
import { readWaves, wavesText } from './waves-text.ts'

describe('waves as somebody writes them', () => {
  it('are read as they were written (068-7)', () => {
    const waves = [
      { name: 'Pilot', groups: ['Ring 0', 'Ring: 1'] },
      { name: 'Early', groups: ['Ring 2'] },
    ]
    expect(readWaves(wavesText(waves))).toEqual({ waves })
    expect(readWaves('\n  Pilot :Ring 0,, \n\n')).toEqual({ waves: [{ name: 'Pilot', groups: ['Ring 0'] }] })
    expect(readWaves('')).toEqual({ waves: [] })
  })

  it('that name no group or have no name are told (068-7)', () => {
    for (const line of ['Pilot', 'Pilot:', 'Pilot: ,', ': Ring 0'])
      expect(readWaves(`Early: Ring 2\n${line}`)).toEqual({ bad: line })
  })
})
