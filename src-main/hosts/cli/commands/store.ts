import { resolve } from 'node:path'
import type { Command } from 'commander'
import { failure } from '#contract/errors.ts'
import { listCopies } from '#infra/store/copies.ts'
import { clearTextIn, convertDatabase, encryptedIn } from '#infra/store/encryption/conversion.ts'
import { removeKeyFile } from '#infra/store/encryption/key-file.ts'
import { newRecoveryKey } from '#infra/store/encryption/recovery-key.ts'
import { createStoreKeys } from '#infra/store/encryption/store-keys.ts'
import { moveDataFolder } from '#infra/store/relocation.ts'
import { useCopy, useSalvaged } from '#infra/store/replacement.ts'
import { takeWorkLock } from '#infra/store/work-lock.ts'
import { words as storeWords } from '#infra/store/words.ts'
import { words as hostWords } from '../../words.ts'
import { createStorageControl } from '../../storage-control.ts'
import type { AtlasHost } from '../atlas-host.ts'
import { createOutput, exitCodes, table } from '../output.ts'
import { secretFrom } from '../secret-from.ts'
import { words } from '../store-words.ts'

/** `atlas store …`: works without opening the database, because it may be damaged. */
export function addStoreCommands(
  program: Command,
  { vault, passphrase = null }: Pick<AtlasHost, 'vault' | 'passphrase'>,
  run: (work: () => Promise<number>) => Promise<void>,
): void {
  const store = program.command('store').description(words.description)
  const globals = () => program.opts<{ data: string; json?: boolean }>()
  const keysOf = (data: string) => createStoreKeys(data, vault, passphrase)
  const control = (data: string) =>
    createStorageControl({ folder: data, vault, keys: keysOf(data), rebuild: null, publish: () => {} })

  /** Works while nothing else does, and reports what a person and a script need. */
  const alone = (work: (data: string) => Promise<{ readonly document: object; readonly lines: readonly string[] }>) =>
    run(async () => {
      const { data, json } = globals()
      const lock = takeWorkLock(data)
      try {
        const { document, lines } = await work(data)
        const output = createOutput(json === true)
        if (output.json) output.document(document)
        else for (const line of lines) output.line(line)
        return exitCodes.done
      } finally {
        lock.release()
      }
    })

  store
    .command('copies')
    .description(words.copies.description)
    .action(() =>
      run(async () => {
        const { data, json } = globals()
        const copies = listCopies(data)
        const output = createOutput(json === true)
        if (output.json) output.document({ copies })
        else if (copies.length === 0) output.line(words.copies.none)
        else output.line(table([words.copies.columns, ...copies.map(({ name, size }) => [name, String(size)])]))
        return exitCodes.done
      }),
    )

  store
    .command('use-copy <copy>')
    .description(words.useCopy.description)
    .action((name: string) =>
      alone(async (data) => {
        const movedTo = await useCopy(data, name, new Date(), await keysOf(data).any())
        return { document: { copy: name, movedTo }, lines: [words.useCopy.result(name, movedTo)] }
      }),
    )

  store
    .command('salvage')
    .description(words.salvage.description)
    .action(() =>
      alone(async (data) => {
        const { salvaged, movedTo } = await useSalvaged(data, new Date(), await keysOf(data).current())
        return { document: { ...salvaged, movedTo }, lines: words.salvage.result(salvaged, movedTo) }
      }),
    )

  store
    .command('status')
    .description(words.status.description)
    .action(() =>
      run(async () => {
        const { data, json } = globals()
        const state = await control(data).state(null)
        const output = createOutput(json === true)
        if (output.json) output.document(state)
        else for (const line of words.status.lines(state)) output.line(line)
        return exitCodes.done
      }),
    )

  store
    .command('encrypt')
    .description(words.encrypt.description)
    .option('--passphrase-env <variable>', words.encrypt.passphrase)
    .action(({ passphraseEnv }: { passphraseEnv?: string }) =>
      alone(async (data) => {
        const recoveryKey = newRecoveryKey()
        const chosen = passphraseEnv === undefined ? null : secretFrom(passphraseEnv)
        const key = await keysOf(data).create(recoveryKey, chosen)
        // Before anything is encrypted: whoever stops it now can still open what is done.
        if (globals().json !== true)
          for (const line of words.encrypt.before(recoveryKey)) createOutput(false).line(line)
        await convertDatabase(data, null, key, atOnce)
        return { document: { recoveryKey, clearText: clearTextIn(data) }, lines: [words.encrypt.result] }
      }),
    )

  store
    .command('decrypt')
    .description(words.decrypt.description)
    .action(() =>
      alone(async (data) => {
        const key = await keysOf(data).any()
        if (key === null) throw failure('badInput', storeWords.encryption.notEncrypted)
        await convertDatabase(data, key, null, atOnce)
        const left = encryptedIn(data)
        // They need their key.
        if (left.length === 0) removeKeyFile(data)
        return {
          document: { encrypted: left },
          lines: [words.decrypt.result, ...left.map(hostWords.storage.stillEncrypted)],
        }
      }),
    )

  store
    .command('unlock')
    .description(words.unlock.description)
    .requiredOption('--recovery-key-env <variable>', words.unlock.recoveryKey)
    .action(({ recoveryKeyEnv }: { recoveryKeyEnv: string }) =>
      alone(async (data) => {
        if (vault.protection === null) throw failure('badInput', words.unlock.noVault)
        await keysOf(data).unlock({ recoveryKey: secretFrom(recoveryKeyEnv) })
        return { document: { vault: vault.protection }, lines: [words.unlock.result(vault.protection)] }
      }),
    )

  store
    .command('recovery-key')
    .description(words.recoveryKey.description)
    .action(() =>
      alone(async (data) => {
        const recoveryKey = newRecoveryKey()
        await keysOf(data).setRecoveryKey(recoveryKey)
        return { document: { recoveryKey }, lines: words.recoveryKey.result(recoveryKey) }
      }),
    )

  store
    .command('move <folder>')
    .description(words.move.description)
    .action((folder: string) =>
      alone(async (data) => {
        const left = await moveDataFolder(data, folder, await keysOf(data).current())
        return { document: { movedTo: resolve(folder), left }, lines: words.move.result(resolve(folder), data, left) }
      }),
    )
}

/** Nothing else has to have its turn. */
const atOnce = { breathe: () => Promise.resolve() }
