import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { isObject, text, type Json } from '#domain/json.ts'
import type { ChangedFile, CommitText } from '../ports/ports.ts'
import type { PolicyRow } from '../ports/policies.ts'
import type { RunWork } from '../runs/run-context.ts'
import { words as appWords } from '../words.ts'
import { committedFiles, indexFile } from './file-index.ts'
import { words, type PolicyChange } from './words.ts'
import type { ExportOutcome } from './write-policies.ts'

/** Commits with more changes name only these. */
const mostNamed = 200

/**
 * Commits what an export changed in a git repository, with nothing else of it.
 *
 * @param moments of the export; null for a part of a tenant, which says nothing about the rest
 * @returns the commit, or null if nothing changed
 * @throws Failure `badInput` if there is no repository, or git refuses
 */
export async function commitExport(
  work: RunWork,
  folder: string,
  { written, removed }: ExportOutcome,
  moments: ExportMoments | null,
): Promise<string | null> {
  const { files } = work.ports
  // What an earlier export removed and couldn't commit, too.
  const earlier = await committedFiles(files, folder)
  const paths = [...new Set([...written.keys(), ...removed, ...earlier, indexFile])]
  const describe = async (changed: readonly ChangedFile[]): Promise<CommitText> => {
    const { message, author } =
      earlier.length === 0
        ? { message: words.firstCommit(work.tenant.name, policiesOf(written).size), author: null }
        : await commitText(work, folder, changed, written)
    return { message: moments === null ? message : `${message}\n\n${trailer(work.tenant.id, moments)}\n`, author }
  }
  return files.commit(folder, paths, describe, work.signal)
}

/** When what is exported was read from the tenant, and when it was exported, in ISO 8601. */
export interface ExportMoments {
  readonly captured: string
  readonly exported: string
}

/** The moments as a trailer. The time of a commit says less: it has no fractions, and people commit here too. */
const trailer = (tenantId: string, { captured, exported }: ExportMoments): string =>
  `${words.exported(tenantId)}${captured} ${exported}`

/** The moments in the message of a commit; null if there are none. Of several, as after a merge, the latest. */
function momentsIn(message: string | null, tenantId: string): ExportMoments | null {
  const start = words.exported(tenantId)
  const found = (message ?? '').split('\n').flatMap((line): ExportMoments[] => {
    const [captured = '', exported = '', ...rest] = line.trim().startsWith(start)
      ? line.trim().slice(start.length).split(' ')
      : []
    const areMoments = [captured, exported].every((moment) => !Number.isNaN(Date.parse(moment)))
    return areMoments && rest.length === 0 ? [{ captured, exported }] : []
  })
  return found.toSorted((left, right) => left.exported.localeCompare(right.exported)).at(-1) ?? null
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
  const since = momentsIn(
    await work.ports.files.lastMessageWith(folder, words.exported(work.tenant.id)),
    work.tenant.id,
  )
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
    message: words.commit(work.tenant.name, named, mostNamed),
    // An app has no address, and git needs one.
    author: /^[^\s@]+@[^\s@]+$/.test(author) ? author : null,
  }
}

/**
 * Who changed a policy since the last export, as far as anything says so: people and apps in Intune's audit log, and
 * restores. Nobody, if the policy is as it was then: somebody else changed its file.
 *
 * @param since the last export; null if nobody knows: only the latest change of the policy counts then
 */
async function authorsOf(
  { ports: { store, clock } }: RunWork,
  row: PolicyRow,
  what: PolicyChange['what'],
  since: ExportMoments | null,
): Promise<readonly string[]> {
  const all = await store.versions.list(row.tenantId, row.id)
  const versions = since === null ? all.slice(0, 1) : all.filter(({ capturedAt }) => capturedAt > since.exported)
  if (versions.length === 0 && what !== 'removed') return []
  const restores = new Set<string>()
  for (const { id } of versions) {
    const restore = await store.runs.restoreOf(id)
    if (restore !== undefined) restores.add(appWords.restoreAs(restore))
  }
  const after = since?.captured ?? all[what === 'removed' ? 0 : 1]?.capturedAt ?? ''
  const until = what === 'removed' ? clock.now().toISOString() : versions[0]!.capturedAt
  return [...restores, ...(await store.drift.actors(row.tenantId, row.externalId, { after, until }))]
}

function objectIn(document: string | null): Json {
  try {
    const parsed: unknown = JSON.parse(document ?? '')
    return isObject(parsed) ? parsed : {}
  } catch {
    return {}
  }
}
