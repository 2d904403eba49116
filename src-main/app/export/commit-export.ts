import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { isObject, text } from '#domain/json.ts'
import { authorOf } from '../drift/author-of.ts'
import type { ChangedFile, CommitText } from '../ports/ports.ts'
import type { PolicyRow } from '../ports/policies.ts'
import type { RunWork } from '../runs/run-context.ts'
import { committedFiles, indexFile } from './file-index.ts'
import { words, type PolicyChange } from './words.ts'
import type { ExportOutcome } from './write-policies.ts'

/** Commits with more changes name only these. */
const mostNamed = 200

/**
 * Commits what an export changed in a git repository, with nothing else of it.
 *
 * @returns the commit, or null if nothing changed
 * @throws Failure `badInput` if there is no repository, or git refuses
 */
export async function commitExport(
  work: RunWork,
  folder: string,
  { written, removed }: ExportOutcome,
): Promise<string | null> {
  const { files } = work.ports
  // What an earlier export removed and couldn't commit, too.
  const earlier = await committedFiles(files, folder)
  const paths = [...new Set([...written.keys(), ...removed, ...earlier, indexFile])]
  const describe = async (changed: readonly ChangedFile[]): Promise<CommitText> =>
    earlier.length === 0
      ? { message: words.firstCommit(work.tenant.name, policiesOf(written).size), author: null }
      : commitText(work, folder, changed, written)
  return files.commit(folder, paths, describe, work.signal)
}

const policiesOf = (written: ExportOutcome['written']): ReadonlySet<PolicyRow> =>
  new Set([...written.values()].filter((row) => row !== null))

async function commitText(
  work: RunWork,
  folder: string,
  changed: readonly ChangedFile[],
  written: ExportOutcome['written'],
): Promise<CommitText> {
  const { store } = work.ports
  const rows = new Map((await store.policies.list(work.tenant.id)).map((row) => [row.externalId, row]))
  const changes = new Map<string, { row: PolicyRow; what: PolicyChange['what'] }>()
  for (const { path, change } of changed) {
    const row = written.get(path)
    if (!row || change === 'removed') continue
    const isNew = change === 'added' && path.endsWith('.json')
    if (isNew || !changes.has(row.id)) changes.set(row.id, { row, what: isNew ? 'new' : 'changed' })
  }
  for (const { path, change } of changed) {
    if (change !== 'removed' || !path.endsWith('.json')) continue
    const row = rows.get(idIn(await work.ports.files.committed(folder, path)))
    // A policy with another name has another file.
    if (row) changes.set(row.id, { row, what: changes.has(row.id) ? 'renamed' : 'removed' })
  }
  const named: PolicyChange[] = []
  for (const { row, what } of changes.values())
    named.push({ what, name: row.name, type: policyTypeOf(row.type).title, by: await lastAuthor(work, row, what) })
  const authors = new Set(named.map(({ by }) => by))
  const [author = null] = authors.size === 1 ? authors : []
  return {
    message: words.commit(work.tenant.name, named, mostNamed),
    // An app has no address, and git needs one.
    author: author?.includes('@') ? author : null,
  }
}

/** Who made the latest change of a policy, as far as anything says so. */
async function lastAuthor(
  { ports: { store } }: RunWork,
  row: PolicyRow,
  what: PolicyChange['what'],
): Promise<string | null> {
  const [latest, previous] = await store.versions.list(row.tenantId, row.id)
  return what === 'removed'
    ? authorOf(store, row, { after: latest?.capturedAt ?? null, version: undefined })
    : authorOf(store, row, { after: previous?.capturedAt ?? null, version: latest })
}

function idIn(document: string | null): string {
  try {
    const parsed: unknown = JSON.parse(document ?? '')
    return isObject(parsed) ? text(parsed['id']) : ''
  } catch {
    return ''
  }
}
