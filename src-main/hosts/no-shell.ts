import { failure } from '#contract/errors.ts'
import type { HostShell } from '#app/ports/ports.ts'
import type { SystemScheduler } from './system-scheduler.ts'
import { words } from './words.ts'

/** The shell of hosts without a window of their own: a browser saves files itself, and nothing opens at sign-in. */
export function createNoShell(scheduler: SystemScheduler): HostShell {
  const onlyInApp = () => Promise.reject(failure('badInput', words.onlyInApp))
  return {
    state: () => ({
      isDesktop: false,
      windowButtons: 'none',
      opensAtSignIn: null,
      notices: [],
      updates: null,
      hasOpened: false,
    }),
    dressButtons: () => {},
    openAtSignIn() {
      throw failure('badInput', words.onlyInApp)
    },
    checkForUpdates() {
      throw failure('badInput', words.onlyInApp)
    },
    update: onlyInApp,
    saveFile: onlyInApp,
    addToFile: onlyInApp,
    choosePath: onlyInApp,
    takeOpened: () => null,
    reportProblem: onlyInApp,
    systemSchedule: () => scheduler.state(),
    registerSchedule: (registered) => scheduler.register(registered),
  }
}
