import type { Command } from 'commander'
import { listCopies } from '#infra/store/copies.ts'
import { useCopy, useSalvaged } from '#infra/store/replacement.ts'
import { takeWorkLock } from '#infra/store/work-lock.ts'
import { createOutput, exitCodes, table } from '../output.ts'
import { words } from '../store-words.ts'

/** `atlas store copies|use-copy|salvage`: works without opening the database, because it may be damaged. */
export function addStoreCommands(program: Command, run: (work: () => Promise<number>) => Promise<void>): void {
  const store = program.command('store').description(words.description)
  const globals = () => program.opts<{ data: string; json?: boolean }>()

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
      run(async () => {
        const { data, json } = globals()
        // Nothing may be working with the database meanwhile.
        const lock = takeWorkLock(data)
        try {
          const movedTo = await useCopy(data, name, new Date())
          const output = createOutput(json === true)
          if (output.json) output.document({ copy: name, movedTo })
          else output.line(words.useCopy.result(name, movedTo))
          return exitCodes.done
        } finally {
          lock.release()
        }
      }),
    )

  store
    .command('salvage')
    .description(words.salvage.description)
    .action(() =>
      run(async () => {
        const { data, json } = globals()
        const lock = takeWorkLock(data)
        try {
          const { salvaged, movedTo } = await useSalvaged(data, new Date())
          const output = createOutput(json === true)
          if (output.json) output.document({ ...salvaged, movedTo })
          else for (const line of words.salvage.result(salvaged, movedTo)) output.line(line)
          return exitCodes.done
        } finally {
          lock.release()
        }
      }),
    )
}
