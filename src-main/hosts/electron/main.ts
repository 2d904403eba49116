import { app, protocol, shell } from 'electron'
import { Failure, toAppError } from '#contract/errors.ts'
import { start, stop } from './desktop-app.ts'
import { guardContents } from './guards.ts'
import { followOpened } from './opened.ts'
import { prepare } from './prepare.ts'
import { createSignInPages } from './sign-in-pages.ts'
import { appScheme } from './window-options.ts'

// Stack traces in the log name the sources where the maps are there: in a checkout, a package leaves them out.
process.setSourceMapsEnabled(true)
protocol.registerSchemesAsPrivileged([appScheme])
// It would remove `--no-sandbox` from the command line, and no window could open if the sandbox can't work.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
const signInPages = createSignInPages()
app.on('web-contents-created', (_event, contents) =>
  guardContents(contents, {
    openExternal: (url) => void shell.openExternal(url).catch((error: unknown) => console.error(error)),
    isOfSignIn: signInPages.has,
  }),
)
const prepared = prepare(app, process)
// Two processes with one data folder would lock each other out. Not awaited here: Electron is ready only after this
// module has run (Electron docs: esm).
if (prepared.asked.command !== null) {
  // Where there is no place for data, a command says so itself.
  const { command } = prepared.asked
  // Electron would show a dialog, which nobody can close in a terminal (electron/electron#5675).
  const fail = (error: unknown) => {
    console.error(error)
    app.exit(1)
  }
  process.on('uncaughtException', fail)
  import('./command.ts').then(({ runCommand }) => runCommand(command, prepared)).catch(fail)
} else if (prepared.problem) {
  const { message, hint } = prepared.problem
  // Before that, Linux shows no dialog (Electron docs: dialog.showErrorBox).
  void app.whenReady().then(() => {
    process.send?.('window-shown')
    stop(`${message}\n${hint}`)
  })
} else if (app.requestSingleInstanceLock())
  start(prepared, followOpened({ app }), signInPages).catch((error: unknown) => {
    console.error(error)
    // `npm start` leaves the box open: a browser would only say the same.
    if (error instanceof Failure) process.send?.('window-shown')
    const { message, hint } = toAppError(error)
    stop([message, hint].filter(Boolean).join('\n'))
  })
else {
  process.send?.('second-instance')
  app.quit()
}
