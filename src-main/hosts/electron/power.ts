import type { Core } from '#app/core.ts'

/** The parts of Electron that know about power, replaceable in tests. */
export interface PowerMonitor {
  on(event: 'resume' | 'unlock-screen', listener: () => void): unknown
}

/** What keeps the computer awake. */
export interface PowerSaveBlocker {
  start(type: 'prevent-app-suspension'): number
  stop(id: number): unknown
}

/**
 * Looks at schedules as soon as the computer wakes up or is unlocked. A run that sleep cut off goes on by itself: its
 * reads are repeated, and its writes are looked for.
 */
export function followPower(core: Pick<Core, 'schedules'>, monitor: PowerMonitor): void {
  const look = () => void core.schedules.runDue().catch((error: unknown) => console.error(error))
  monitor.on('resume', look)
  monitor.on('unlock-screen', look)
}

/** Keeps the computer awake while it is told that restores are running. */
export function stayAwake(blocker: PowerSaveBlocker): (restores: number) => void {
  let block: number | null = null
  return (restores) => {
    if (restores > 0) block ??= blocker.start('prevent-app-suspension')
    else if (block !== null) {
      blocker.stop(block)
      block = null
    }
  }
}
