import { join } from 'node:path'
import { app, safeStorage, session } from 'electron'
import { runAtlas } from '../cli/atlas.ts'
import { commandCanary } from './canary-file.ts'
import { createNoShell } from '../no-shell.ts'
import { createSystemScheduler, thisComputer } from '../system-scheduler.ts'
import { appProgram, scheduledProgram, type Prepared } from './prepare.ts'
import { createSafeStorageVault } from './safe-storage-vault.ts'
import { createSystemNetwork } from './system-network.ts'

/** Runs a command of the command line without a window, with the keychain and the proxy of the app. */
export async function runCommand(command: readonly string[], { dataFolder, shellFolder }: Prepared): Promise<void> {
  // Before anything else: the icon would jump in the Dock at each run of a schedule.
  app.dock?.hide()
  await app.whenReady()
  const code = await runAtlas(command, {
    passphrase: process.env['TENANTATLAS_VAULT_KEY'] ?? null,
    vault: await createSafeStorageVault(
      safeStorage,
      process.platform,
      commandCanary(join(shellFolder, 'keychain-check')),
    ),
    network: createSystemNetwork(session.fromPartition('graph', { cache: false })),
    shell: createNoShell(
      createSystemScheduler(
        scheduledProgram(appProgram(process), dataFolder, process.platform),
        thisComputer(dataFolder),
      ),
    ),
  })
  // What is still on its way to a pipe would be lost.
  await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))))
  app.exit(code)
}
