import { TenantId, type RunId } from '#contract/model/ids.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import type { Run } from '#contract/model/runs.ts'
import { call, onEvent } from '#renderer/api/client.ts'
import { queryClient } from '#renderer/api/queries.ts'

/** What is imported: a full path, what its backup set is called, and the passphrase of an atlas file that has one. */
interface Source {
  readonly path: string
  readonly setName: string
  readonly passphrase?: string
}

/** An imported tenant that is there, or a new one; one with `openedFile` goes when the file is closed. */
type Into = string | { readonly name: string; readonly openedFile?: string }

/** Characters of the passphrase of an atlas file. */
export const leastPassphrase = 8

/** An imported tenant that others can be added to. */
export const takesImports = ({ signIn, archivedAt, openedFile }: Tenant): boolean =>
  signIn === 'imported' && archivedAt === null && openedFile === null

/**
 * Starts an import.
 *
 * @param onTenant called with the tenant once it is there
 * @throws CallError
 */
export async function importFrom(
  { path, setName, passphrase }: Source,
  into: Into,
  onTenant: (tenantId: string) => void = () => {},
): Promise<{ readonly tenantId: TenantId; readonly runId: RunId }> {
  const id =
    typeof into === 'string'
      ? into
      : (await call('tenants.addImported', { id: crypto.randomUUID() as TenantId, ...into })).id
  const tenantId = TenantId.parse(id)
  await queryClient.invalidateQueries({ queryKey: ['tenants.list'] })
  onTenant(tenantId)
  try {
    const { runId } = await call('backups.import', {
      tenantId,
      name: setName,
      path,
      ...(passphrase === undefined ? {} : { passphrase }),
    })
    return { tenantId, runId }
  } catch (error) {
    // Nobody needs the tenant of a file that couldn't be opened.
    if (typeof into !== 'string' && into.openedFile !== undefined)
      await call('tenants.closeFile', { tenantId }).catch(() => undefined)
    throw error
  }
}

/** Waits until a run ended. */
export async function runEnded(tenantId: TenantId, runId: RunId): Promise<Run> {
  let wake: () => void = () => {}
  const stop = onEvent((event) => {
    if (event === 'run.changed') wake()
  })
  try {
    for (;;) {
      // An event can be lost while the connection is.
      const changed = new Promise<void>((resolve) => {
        wake = resolve
        setTimeout(resolve, 5_000)
      })
      const run = await call('runs.get', { tenantId, runId })
      if (run.endedAt !== null) return run
      await changed
    }
  } finally {
    stop()
  }
}
