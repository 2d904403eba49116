import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { failure } from '#contract/errors.ts'
import { compactDatabase } from '#infra/store/compaction.ts'
import { listCopies } from '#infra/store/copies.ts'
import { clearTextIn, convertDatabase, encryptedIn } from '#infra/store/encryption/conversion.ts'
import { removeKeyFile } from '#infra/store/encryption/key-file.ts'
import { newRecoveryKey } from '#infra/store/encryption/recovery-key.ts'
import { createStoreKeys } from '#infra/store/encryption/store-keys.ts'
import { moveDataFolder, requireOutside } from '#infra/store/relocation.ts'
import { useCopy, useSalvaged } from '#infra/store/replacement.ts'
import { backUp, requireNewFile, usageOf } from '#infra/store/store-backup.ts'
import { takeWorkLock } from '#infra/store/work-lock.ts'
import { words as storeWords } from '#infra/store/words.ts'
import { removedWithProgram } from '../../folders.ts'
import { words as hostWords } from '../../words.ts'
import { createStorageControl } from '../../storage-control.ts'
import type { AtlasHost } from '../atlas-host.ts'
import { createOutput, exitCodes, table } from '../output.ts'
import { bytes } from '../file-size.ts'
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

  interface Told {
    readonly document: object
    readonly lines: readonly string[]
  }

  /** Tells what a person and a script need. */
  const tell = (work: (data: string) => Promise<Told>) =>
    run(async () => {
      const { data, json } = globals()
      const { document, lines } = await work(data)
      const output = createOutput(json === true)
      if (output.json) output.document(document)
      else for (const line of lines) output.line(line)
      return exitCodes.done
    })

  /** The same while nothing else works with the data folder. */
  const alone = (work: (data: string) => Promise<Told>) =>
    tell(async (data) => {
      const lock = takeWorkLock(data)
      try {
        return await work(data)
      } finally {
        lock.release()
      }
    })

  store
    .command('copies')
    .description(words.copies.description)
    .action(() =>
      tell(async (data) => {
        const copies = listCopies(data)
        const rows = copies.map(({ name, size }) => [name, String(size)])
        return {
          document: { copies },
          lines: [rows.length === 0 ? words.copies.none : table([words.copies.columns, ...rows])],
        }
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
      tell(async (data) => {
        const state = await control(data).state(null)
        return { document: state, lines: words.status.lines(state) }
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
    .command('usage')
    .description(words.usage.description)
    .action(() =>
      tell(async (data) => {
        const usage = await usageOf({ file: join(data, 'atlas.db'), key: await keysOf(data).current() })
        const parts = usage.parts.map((entry) => [words.usage.parts[entry.part], bytes(entry.bytes)])
        const months = usage.growth.map((entry) => [entry.month, String(entry.versions), bytes(entry.bytes)])
        return {
          document: usage,
          lines: [table([words.usage.columns, ...parts]), '', table([words.usage.months, ...months])],
        }
      }),
    )

  store
    .command('compact')
    .description(words.compact.description)
    .action(() =>
      alone(async (data) => {
        const { before, after } = await compactDatabase(data, await keysOf(data).current(), {
          ...atOnce,
          progress: showShare(globals().json === true),
        })
        return { document: { before, after }, lines: [hostWords.storage.compacted(before, after)] }
      }),
    )

  store
    .command('backup <file>')
    .description(words.backup.description)
    .action((path: string) =>
      tell(async (data) => {
        const file = resolve(path)
        requireNewFile(file)
        const key = await keysOf(data).current()
        const steps = { ...atOnce, progress: showShare(globals().json === true) }
        await backUp({ file: join(data, 'atlas.db'), key }, { file, key }, steps)
        const { size } = statSync(file)
        return {
          document: { file, size },
          lines: [words.backup.result(file, bytes(size)), ...(key === null ? [] : [words.backup.keyFile])],
        }
      }),
    )

  store
    .command('move <folder>')
    .description(words.move.description)
    .action((folder: string) =>
      alone(async (data) => {
        requireOutside(removedWithProgram(), folder)
        const left = await moveDataFolder(data, folder, await keysOf(data).current())
        return { document: { movedTo: resolve(folder), left }, lines: words.move.result(resolve(folder), data, left) }
      }),
    )
}

/** Shows how far work is, for a person at a terminal. */
function showShare(isQuiet: boolean): (done: number, total: number) => void {
  let shown = ''
  return (done, total) => {
    if (isQuiet || !process.stderr.isTTY) return
    const share = `${Math.floor((100 * done) / Math.max(1, total))} %`
    if (share !== shown) process.stderr.write(`\r\u001b[K${(shown = share)}`)
    if (done === total) process.stderr.write('\r\u001b[K')
  }
}

/** Nothing else has to have its turn. */
const atOnce = { breathe: () => Promise.resolve() }
