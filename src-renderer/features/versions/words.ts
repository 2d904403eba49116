import { counted } from '#renderer/ui/format.ts'

const title = (version: { readonly number: number; readonly live: boolean }): string =>
  `Version ${version.number}${version.live ? ', live' : ''}`

export const words = {
  inventory: 'Inventory',
  restore: (version: number): string => `Restore version ${version}…`,
  list: {
    title: 'Versions',
    captured: 'Captured',
    version: (version: number): string => `Version ${version}`,
    asA: (version: number): string => `Version ${version} as A`,
    asB: (version: number): string => `Version ${version} as B`,
    live: 'Live',
    moreSets: (sets: number): string => `and in ${counted(sets, 'more set')}`,
    by: (who: string): string => `by ${who}`,
    none: 'No versions yet',
    noneHint: 'A capture keeps the first one.',
    showChange: (number: number): string => (number === 1 ? 'Show version 1' : `Show what version ${number} changed`),
    only: 'This is the only version. The next capture that finds a change adds another one.',
  },
  sideA: (version: { readonly number: number; readonly live: boolean }): string => `A: ${title(version)}`,
  sideB: (version: { readonly number: number; readonly live: boolean }): string => `B: ${title(version)}`,
  difference: {
    label: 'Difference',
    settings: 'Settings',
    json: 'JSON',
    changed: (settings: number): string => `${settings} changed`,
    added: (settings: number): string => `${settings} added`,
    removed: (settings: number): string => `${settings} removed`,
    onlyChanges: 'Only changes',
    unchanged: (settings: number, hidden: boolean): string =>
      `${counted(settings, 'unchanged setting')}${hidden ? (settings === 1 ? ' is hidden' : ' are hidden') : ''}. Order is ignored where it has no effect.`,
  },
} as const
