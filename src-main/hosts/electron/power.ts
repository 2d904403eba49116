import type { Core } from '#app/core.ts'
import { isRunningRestore } from './running-restores.ts'

/** The parts of Electron that know about power, replaceable in tests. */
export interface PowerOutside {
  readonly monitor: { on(event: 'resume' | 'unlock-screen', listener: () => void): unknown }
  readonly blocker: {
    start(type: 'prevent-app-suspension'): number
    stop(id: number): unknown
  }
}

/**
 * Looks at schedules as soon as the computer wakes up or is unlocked, and keeps it awake during a restore. A run that
 * sleep cut off goes on by itself: its reads are repeated, and its writes are looked for.
 */
export function followPower(core: Core, { monitor, blocker }: PowerOutside): void {
  const look = () => void core.schedules.runDue().catch((error: unknown) => console.error(error))
  monitor.on('resume', look)
  monitor.on('unlock-screen', look)
  let block: number | null = null
  let last = Promise.resolve()
  const follow = async (): Promise<void> => {
    const isBusy = await isRunningRestore(core)
    if (isBusy && block === null) block = blocker.start('prevent-app-suspension')
    if (!isBusy && block !== null) {
      blocker.stop(block)
      block = null
    }
  }
  core.subscribe((event) => {
    if (event === 'run.changed') last = last.then(follow).catch(() => {})
  })
}
