import type { shell } from '#contract/api/shell.ts'
import type { Handlers } from './handlers.ts'

export const shellHandlers: Handlers<keyof typeof shell> = {
  'shell.get': async (_input, { ports }) => ports.shell.state(),
  'shell.dressButtons': async ({ symbols }, { shell }) => {
    shell.dressButtons(symbols)
    return {}
  },
  'shell.openAtSignIn': async ({ open }, { shell }) => {
    shell.openAtSignIn(open)
    return {}
  },
  'shell.checkForUpdates': async ({ on }, { shell }) => {
    shell.checkForUpdates(on)
    return {}
  },
  'shell.update': async ({ step }, { shell }) => {
    await shell.update(step)
    return {}
  },
  'shell.saveFile': async ({ name }, { shell }) => ({ saving: await shell.saveFile(name) }),
  'shell.addToFile': async ({ saving, piece, isLast }, { shell }) => {
    await shell.addToFile(saving, piece, isLast)
    return {}
  },
  'shell.choosePath': async ({ what }, { shell }) => ({ path: await shell.choosePath(what) }),
  'shell.takeOpened': async (_input, { shell }) => ({ opened: shell.takeOpened() }),
  'shell.reportProblem': async (_input, { shell }) => ({ folder: await shell.reportProblem() }),
  'shell.systemSchedule': async (_input, { ports }) => ports.shell.systemSchedule(),
  'shell.registerSchedule': async ({ registered }, { shell }) => shell.registerSchedule(registered),
}
