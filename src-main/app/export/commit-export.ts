import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { isObject, text, type Json } from '#domain/json.ts'
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
      ? { message: signed(work, words.firstCommit(work.tenant.name, policiesOf(written).size)), author: null }
      : commitText(work, folder, changed, written)
  return files.commit(folder, paths, describe, work.signal)
}

/** With the moment of the export. The time of a commit says less: it has no fractions, and people commit here too. */
const signed = ({ ports: { clock } }: RunWork, message: string): string =>
  `${message}\n\n${words.exported}${clock.now().toISOString()}\n`

/** The moment in such a message; the beginning of time if there is none. */
const exportedAt = (message: string | null): string =>
  message
    ?.split('\n')
    .find((line) => line.startsWith(words.exported))
    ?.slice(words.exported.length) ?? ''

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
  const since = exportedAt(await work.ports.files.lastMessageWith(folder, words.exported))
  const changes = new Map<string, { row: PolicyRow; what: PolicyChange['what'] }>()
  for (const { path, change } of changed) {
    const row = written.get(path)
    if (!row || change === 'removed') continue
    const isNew = change === 'added' && path.endsWith('.json')
    if (isNew || !changes.has(row.id)) changes.set(row.id, { row, what: isNew ? 'new' : 'changed' })
  }
  for (const { path, change } of changed) {
    if (change !== 'removed' || !path.endsWith('.json')) continue
    const before = objectIn(await work.ports.files.committed(folder, path))
    const row = rows.get(text(before['id']))
    if (!row) continue
    // A policy has another file if its name changed, or if another policy has that name now.
    const isRenamed = text(before[policyTypeOf(row.type).nameProperty]) !== row.name
    changes.set(row.id, { row, what: !changes.has(row.id) ? 'removed' : isRenamed ? 'renamed' : 'changed' })
  }
  const named: PolicyChange[] = []
  for (const { row, what } of changes.values())
    named.push({
      what,
      name: row.name,
      type: policyTypeOf(row.type).title,
      by: await authorsOf(work, row, what, since),
    })
  const authors = new Set(named.flatMap(({ by }) => (by.length === 0 ? [''] : by)))
  const [author = ''] = authors.size === 1 ? authors : []
  return {
    message: signed(work, words.commit(work.tenant.name, named, mostNamed)),
    // An app has no address, and git needs one.
    author: /^[^\s@]+@[^\s@]+$/.test(author) ? author : null,
  }
}

/**
 * Who changed a policy since the last commit, as far as anything says so: people and apps in Intune's audit log, and
 * restores. Nobody, if the policy is as it was then: somebody else changed its file.
 */
async function authorsOf(
  { ports: { store, clock } }: RunWork,
  row: PolicyRow,
  what: PolicyChange['what'],
  since: string,
): Promise<readonly string[]> {
  const versions = (await store.versions.list(row.tenantId, row.id)).filter(({ capturedAt }) => capturedAt > since)
  if (versions.length === 0 && what !== 'removed') return []
  const restores = new Set<string>()
  for (const { runId } of versions) {
    const run = await store.runs.find(runId)
    if (run?.kind === 'restore') restores.add(words.restore(run.title))
  }
  const until = what === 'removed' ? clock.now().toISOString() : versions[0]!.capturedAt
  return [...restores, ...(await store.drift.actors(row.tenantId, row.externalId, { after: since, until }))]
}

function objectIn(document: string | null): Json {
  try {
    const parsed: unknown = JSON.parse(document ?? '')
    return isObject(parsed) ? parsed : {}
  } catch {
    return {}
  }
}
