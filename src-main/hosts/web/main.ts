import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Failure, toAppError } from '#contract/errors.ts'
import { createPassphraseVault, noVault } from '#infra/vault/passphrase-vault.ts'
import { openCommandDoor } from '../command-door.ts'
import { createDoorLog } from '../door-log.ts'
import { dataFolderOf, productVersion, projectFolder } from '../folders.ts'
import { openBrowser } from '../open-browser.ts'
import { keepHeapSmall } from '../small-heap.ts'
import { superviseHost } from '../supervise-host.ts'
import { catchUncaught } from '../supervisor.ts'
import { startWebServer } from './server.ts'

keepHeapSmall()
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string', default: '0' },
    'no-open': { type: 'boolean', default: false },
    renderer: { type: 'string', default: join(projectFolder(), 'out', 'renderer') },
  },
})

try {
  const dataFolder = dataFolderOf(values.data ?? null)
  const passphrase = process.env['TENANTATLAS_VAULT_KEY']
  const { core, log, uncaught } = await superviseHost({
    host: 'web',
    version: productVersion(),
    dataFolder,
    resources: join(projectFolder(), 'resources'),
    logToStderr: false,
    openBrowser,
    vault: passphrase ? createPassphraseVault(passphrase) : noVault,
    passphrase: passphrase ?? null,
    giveUp(sentence) {
      console.error(sentence)
      process.exit(1)
    },
  })
  catchUncaught(process, uncaught)
  const ended = new AbortController()
  void core.schedules.watch(ended.signal)
  const server = await startWebServer(core, {
    folder: values.renderer,
    port: Number(values.port),
    log: createDoorLog(log),
  })
  const commands = await openCommandDoor(core, {
    dataFolder,
    version: productVersion(),
    log: createDoorLog(log),
  })
  console.log(`TenantAtlas is at ${server.url}`)
  // Without a page, nobody else begins an update that is due. With one, it begins only once.
  await core.call('storage.update', {}).catch(() => {})
  // Without a desktop, the printed address is enough.
  if (!values['no-open']) await openBrowser(server.url).catch(() => {})
  let isEnding = false
  const stop = () => {
    // A second signal of one Ctrl+C.
    if (isEnding) return
    isEnding = true
    ended.abort()
    commands.close()
    void server
      .close()
      .then(() => core.close())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(String(error))
          process.exit(1)
        },
      )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
} catch (error) {
  const problem = toAppError(error)
  console.error(
    [problem.message, problem.hint, error instanceof Failure ? '' : String(error)].filter(Boolean).join('\n'),
  )
  process.exit(1)
}
