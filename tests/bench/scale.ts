import { randomBytes } from 'node:crypto'
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { TenantId } from '#contract/model/ids.ts'
import { hashOf, pack } from '#infra/store/blobs.ts'
import { migrate } from '#infra/store/migrate.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { judge } from './table.ts'
import { timed } from './timed.ts'

/** `SCALE=10` makes a tenth of the tenants. */
const tenants = Math.max(1, Math.round(100 / Number(process.env['SCALE'] ?? 1)))
const policies = 500
const versions = 100
const most = { open: 600, search: 20, inventory: 50, history: 100 }
const words = ['windows', 'bitlocker', 'defender', 'firewall', 'update', 'ring', 'compliance', 'encryption', 'baseline']

/** A store of a consultant after ten years: 100 tenants with 500 policies and 100 versions of each. */
export async function scale(): Promise<void> {
  const lab = openLab()
  try {
    const made = await timed(() => lab.between(async (dataFolder) => fill(dataFolder)))
    const bytes = statSync(join(lab.folder, 'data', 'atlas.db')).size
    const all = tenants * policies * versions
    console.log(
      `a store of ${tenants} tenants × ${policies} policies × ${versions} versions: ${(bytes / 1e9).toFixed(2)} GB, ${(bytes / all).toFixed(0)} bytes for each version (made in ${(made.ms / 1_000).toFixed(0)} s)`,
    )
    const opened = await timed(async () => {
      await lab.reopen()
      return lab.core.call('tenants.list', {})
    })
    const ms = 'ms' as const
    judge({ work: 'opening it, with the list of tenants', value: opened.ms, most: most.open, unit: ms })
    const tenantId = TenantId.parse(opened.result[0]!.id)
    const listed = await timed(() => lab.core.call('policies.list', { tenantId, limit: 200 }))
    judge({ work: 'the inventory of a tenant', value: listed.ms, most: most.inventory, unit: ms })
    const policyId = listed.result.policies[7]!.id
    const history = await timed(() => lab.core.call('versions.list', { tenantId, policyId }))
    judge({ work: 'the versions of a policy', value: history.ms, most: most.history, unit: ms })
    for (const current of [true, false]) await search(lab, current)
    const verified = await timed(async () => {
      const { runId } = await lab.core.call('backups.verify', { tenantId })
      return lab.ended(tenantId, runId)
    })
    console.log(
      `  verification of a tenant, ${policies * versions} versions and SQLite's check of the whole file: ${verified.result.status} in ${(verified.ms / 1_000).toFixed(1)} s`,
    )
  } finally {
    await lab.close()
  }
}

async function search(lab: Lab, current: boolean): Promise<void> {
  const times: number[] = []
  const questions = [
    ...words,
    ...words.map((word) => word.slice(0, 2)),
    'windows update',
    'bi enc',
    'round 7',
    '3x5x77',
  ]
  for (const text of [...questions, ...questions])
    times.push((await timed(() => lab.core.call('search.find', { text, current }))).ms)
  const sorted = times.toSorted((left, right) => left - right)
  judge({
    work: `search of ${current ? 'what is now' : 'all versions'}, p95`,
    value: sorted[Math.ceil(sorted.length * 0.95) - 1]!,
    most: most.search,
    unit: 'ms',
    beside: `median ${sorted[Math.floor(sorted.length / 2)]!.toFixed(1)} ms, slowest ${sorted.at(-1)!.toFixed(1)} ms`,
  })
}

function fill(dataFolder: string): void {
  mkdirSync(dataFolder, { recursive: true })
  const database = new Database(join(dataFolder, 'atlas.db'))
  migrate(database, () => {})
  for (const pragma of ['journal_mode = WAL', 'synchronous = OFF', 'cache_size = -400000']) database.pragma(pragma)
  database.exec('DROP TRIGGER version_rows_words_of_new')
  const statements = {
    tenant: database.prepare(
      `INSERT INTO tenants (id, name, environment, colour, created_at, sign_in, imported) VALUES (?, ?, 'test', '#7A1F3D', ?, 'environment', 1)`,
    ),
    policy: database.prepare(
      `INSERT INTO policies (id, tenant_id, type, external_id, name, kind, platform, state, modified_at, first_seen_at, last_seen_at, last_captured_at, version_id, version_count, assignment_count, scope_tags)
        VALUES (?, ?, 'deviceManagementScripts', ?, ?, 'Script', 'windows', 'active', ?, ?, ?, ?, ?, ${versions}, 0, '[]')`,
    ),
    owner: database.prepare(
      `INSERT INTO version_owners (tenant_id, policy_id, type) VALUES (?, ?, 'deviceManagementScripts')`,
    ),
    text: database.prepare('INSERT INTO version_texts (text) VALUES (?)'),
    blob: database.prepare('INSERT INTO blobs (hash, content, size, base) VALUES (?, ?, ?, ?)'),
    version: database.prepare(
      'INSERT INTO version_rows (id, owner, number, blob, fingerprint, name, names, run, modified_at, captured_at, doubts) VALUES (?, ?, ?, ?, ?, ?, NULL, ?, NULL, ?, NULL)',
    ),
    newest: database.prepare(
      `INSERT INTO version_search (rowid, name, settings, scripts, ids) VALUES (?, ?, ?, '', ?)`,
    ),
    past: database.prepare(
      `INSERT INTO version_search_past (rowid, name, settings, scripts, ids) VALUES (?, '', ?, '', '')`,
    ),
  }
  const run = statements.text.run('11111111-0000-4000-8000-000000000001').lastInsertRowid
  const tenant = database.transaction((at: number) => {
    const tenantId = crypto.randomUUID()
    statements.tenant.run(tenantId, `Tenant ${at}`, moment(0))
    for (let index = 0; index < policies; index += 1) addPolicy(tenantId, at, index)
  })
  const addPolicy = (tenantId: string, at: number, index: number): void => {
    const [policyId, externalId] = [crypto.randomUUID(), crypto.randomUUID()]
    const name = `${words[index % words.length]!} ${words[(index * 7) % words.length]!} ${index}`
    const ids = Array.from({ length: versions }, () => crypto.randomUUID())
    const last = moment(versions)
    statements.policy.run(policyId, tenantId, externalId, name, last, moment(0), last, last, ids.at(-1))
    const owner = statements.owner.run(tenantId, policyId).lastInsertRowid
    const text = statements.text.run(name).lastInsertRowid
    let base: { row: number | bigint; bytes: Buffer } | null = null
    ids.forEach((id, number) => {
      const round = `round ${number} ${at}x${index}x${number}`
      const bytes = Buffer.from(
        JSON.stringify({
          displayName: name,
          description: `${round} ${words.map((word, place) => `${word}${(index * 31 + place) % 97}`).join(' ')}`,
          id: externalId,
          scriptContent: Buffer.from(`Write-Output ${words.join(index.toString())}`).toString('base64'),
        }),
      )
      const packed = pack(bytes, base?.bytes ?? null)
      const blob: number | bigint = statements.blob.run(
        hashOf(bytes),
        packed.content,
        packed.content.byteLength,
        packed.hasBase ? base!.row : null,
      ).lastInsertRowid
      base ??= { row: blob, bytes }
      const row = statements.version.run(
        id,
        owner,
        number + 1,
        blob,
        randomBytes(32),
        text,
        run,
        moment(number),
      ).lastInsertRowid
      if (number < versions - 1) statements.past.run(row, `${number} ${at}x${index}x${number}`)
      else statements.newest.run(row, name, `${round} ${words.join(' ')}`, externalId)
    })
  }
  for (let at = 0; at < tenants; at += 1) tenant(at)
  database.close()
}

const moment = (number: number): string => new Date(Date.UTC(2017, 0, 1) + number * 36 * 86_400_000).toISOString()
