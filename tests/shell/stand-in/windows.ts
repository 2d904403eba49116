import type { StandInWindow } from './browser-window.ts'

const open = new Set<StandInWindow>()

/** The windows that aren't destroyed, in the order in which they were made. */
export const windows = (): readonly StandInWindow[] => [...open]
export const addWindow = (window: StandInWindow): void => void open.add(window)
export const removeWindow = (window: StandInWindow): void => void open.delete(window)
