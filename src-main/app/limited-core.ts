import { api, isMethod, type MethodName } from '#contract/api/api.ts'
import { Failure, toAppError, type AppError } from '#contract/errors.ts'
import { allHandlers } from './api/all-handlers.ts'
import { words } from './api/words.ts'
import type { Core, Listener } from './core.ts'
import type { Ports } from './ports/ports.ts'

/** What still works while the database can't be opened. */
const answered: readonly string[] = ['app.info', 'shell.', 'storage.']

/**
 * A core without a database, for a host whose database is locked or damaged: it answers what helps to open it again, and
 * refuses everything else with the reason.
 */
export function createLimitedCore(
  problem: AppError,
  ports: Pick<Ports, 'shell' | 'storage' | 'vault' | 'info' | 'log' | 'clock'>,
): Core {
  const listeners = new Set<Listener>()
  const refuse = (): never => {
    throw new Failure(problem.code, problem.message, { hint: problem.hint })
  }
  const storage = { ...ports.storage, state: () => ports.storage.state(problem) }
  const given = { ...ports, storage }

  async function answer(name: string, input: unknown): Promise<unknown> {
    if (!isMethod(name)) throw new Failure('badInput', words.request.unknownMethod(name))
    if (!answered.some((start) => name.startsWith(start))) refuse()
    const parsed = api[name].input.safeParse(input)
    if (!parsed.success)
      throw new Failure('badInput', words.request.invalid(parsed.error.issues[0]?.message ?? 'input'))
    const after: (() => void | Promise<void>)[] = []
    // Typed by the contract; these handlers use nothing of a store but its runs, and there are none.
    const handler = allHandlers[name] as unknown as (input: unknown, context: unknown) => Promise<unknown>
    const output = await handler(parsed.data, {
      ports: given,
      shell: ports.shell,
      storage,
      store: { runs: { unfinished: async () => [] } },
      note: () => {},
      unchanged: () => {},
      afterCommit: (work: () => void | Promise<void>) => void after.push(work),
    })
    const declared = api[name] as { readonly changes?: readonly string[] }
    for (const event of declared.changes ?? [])
      if (event === 'shell.changed' || event === 'storage.changed') emit(event, {})
    for (const work of after) await work()
    return output
  }

  const emit: Listener = (name, data) => {
    for (const listener of listeners) listener(name, data)
  }

  return {
    call: (name: MethodName, input: unknown) => answer(name, input) as never,
    async callUntrusted(name, input) {
      try {
        return { result: await answer(name, input) }
      } catch (error) {
        return { error: toAppError(error) }
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    publish: emit,
    finished: async () => refuse(),
    recover: async () => {},
    adopt: async () => refuse(),
    schedules: {
      runDue: async () => refuse(),
      watch: (signal) =>
        new Promise((resolve) => {
          if (signal.aborted) resolve()
          else signal.addEventListener('abort', () => resolve(), { once: true })
        }),
    },
    close: async () => {},
  }
}
