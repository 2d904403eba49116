import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { z } from 'zod'
import { api, isMethod, type Input, type MethodName } from '#contract/api/api.ts'
import { failure } from '#contract/errors.ts'
import { words } from '../api-words.ts'
import { createOutput, exitCodes, table, type Output } from '../output.ts'
import { candidates, scripts, shells, type Shell } from '../completion.ts'
import type { RunCommand } from '../session.ts'

/** Methods that a script may call: those that only read what is stored. */
const readers = (Object.keys(api) as MethodName[]).filter((name) => api[name].effect === 'read').toSorted()

/** Runs a command that needs nothing that is stored. */
type RunPlain = (work: () => Promise<number>) => Promise<void>

/** `atlas api` */
export function addApiCommand(program: Command, run: RunCommand, runPlain: RunPlain): void {
  program
    .command('api [method]')
    .description(words.description)
    .option('--input <json>', words.input)
    .option('--schema', words.schema)
    .action((name: string | undefined, options: { input?: string; schema?: boolean }) => {
      if (name === undefined || options.schema)
        return runPlain(async () => {
          const output = createOutput(program.opts<{ json?: boolean }>().json === true)
          if (name === undefined) list(output)
          else output.document(schemaOf(readerNamed(name)))
          return exitCodes.done
        })
      return run(async ({ core, output }) => {
        const method = readerNamed(name)
        const input = inputFrom(options.input ?? '{}')
        // The core parses it, whatever it is.
        const answer = await core.call(method, input as Input<typeof method>)
        output.document({ method, answer })
        return exitCodes.done
      })
    })
}

function list(output: Output): void {
  if (output.json) output.document({ methods: readers })
  else output.line(table([['METHOD'], ...readers.map((name) => [name])]))
}

/** @throws Failure `badInput` */
function readerNamed(name: string): MethodName {
  if (!isMethod(name) || !readers.includes(name)) throw failure('badInput', words.noMethod(name))
  return name
}

/** What a method takes and answers, as JSON Schema. */
function schemaOf(method: MethodName): object {
  const { input, output } = api[method]
  const as = (schema: z.ZodType, io: 'input' | 'output') => z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return { method, input: as(input, 'input'), answer: as(output, 'output') }
}

/** JSON text, or a file with it after an @. @throws Failure `badInput` */
function inputFrom(given: string): unknown {
  try {
    const text = given.startsWith('@') ? readFileSync(given.slice(1), 'utf8').replace(/^\uFEFF/, '') : given
    return JSON.parse(text)
  } catch (error) {
    throw failure('badInput', words.badInput(error instanceof Error ? error.message : String(error)))
  }
}

/** `atlas completion` and what its scripts call */
export function addCompletionCommands(program: Command, runPlain: RunPlain): void {
  program
    .command('completion <shell>')
    .description(words.completion)
    .action((name: string) =>
      runPlain(async () => {
        const shell = shells.find((entry) => entry === name) as Shell | undefined
        if (!shell) throw failure('badInput', words.noShell(name, shells))
        process.stdout.write(scripts[shell])
        return exitCodes.done
      }),
    )
  program
    .command('complete [words...]', { hidden: true })
    .option('--next')
    .action((given: string[], options: { next?: boolean }) =>
      runPlain(async () => {
        for (const candidate of candidates(program, options.next ? [...given, ''] : given))
          process.stdout.write(`${candidate}\n`)
        return exitCodes.done
      }),
    )
}
