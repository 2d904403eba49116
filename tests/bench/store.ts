import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { BackupSetId, type TenantId, type VersionId } from '#contract/model/ids.ts'
import { canonicalText } from '#domain/canonical/canonical.ts'
import { isObject } from '#domain/json.ts'
import type { Simulator } from '#simulator/simulator.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { multiplySeed } from '#tests/support/multiplied-seed.ts'
import { judge } from './table.ts'
import { timed } from './timed.ts'

const wanted = { policies: 1_000, nights: Number(process.env['NIGHTS'] ?? 365), changed: 0.01 }
/** How much the store may take, as a multiple of the same JSON in a packed git repository. */
const most = { content: 1.3, withSearch: 2 }
/** Bytes that a version that really changed may take, with everything that its night leaves. */
const mostGrowth = 1_000
/** The index, and what all tenants share: they can be derived or fetched again. */
const derived = /^(version_search|words_due|edges)/
const sharedByTenants = /^(setting_definitions|setting_categories|graph_contracts)/

/** A year of nightly backups of a tenant, beside the same documents in a git repository. */
export async function store(): Promise<void> {
  const exported = resolve('../shared/fixtures/tenant')
  if (!existsSync(exported)) {
    console.log('store: left out, because there are no exported policies beside the project')
    return
  }
  const lab = openLab()
  try {
    const seed = join(lab.folder, 'seed')
    multiplySeed(exported, seed, wanted.policies)
    const { id, simulator } = await lab.tenant('Bench', seed)
    const repository = join(lab.folder, 'git')
    const git = gitIn(repository)
    const database = new Database(join(lab.folder, 'data', 'atlas.db'), { readonly: true })
    let first = { size: 0, versions: 0 }
    const random = mulberry(7)
    const { ms } = await timed(async () => {
      for (let night = 0; night <= wanted.nights; night += 1) {
        if (night > 0) changeSome(simulator, random, night)
        const { runId } = await lab.core.call('backups.create', { tenantId: id, name: `Night ${night}` })
        await lab.ended(id, runId)
        await commitNight(lab, id, repository, git)
        if (night === 0) first = { size: sizeOf(database).content, versions: versionsIn(database) }
      }
    })
    git('gc', '-q')
    const packed = Number(/size-pack: (\d+)/.exec(git('count-objects', '-v'))![1]) * 1024
    const size = sizeOf(database)
    const versions = versionsIn(database)
    database.close()
    const [content, withSearch] = [size.content / packed, (size.content + size.search) / packed]
    const growth = (size.content - first.size) / (versions - first.versions)
    console.log(
      `store after ${wanted.nights} nights of a tenant of ${wanted.policies} policies, ${versions} versions (made in ${(ms / 1000).toFixed(0)} s)`,
    )
    const beside = `packed git ${mb(packed)} MB`
    judge({
      work: 'store, of packed git',
      value: content,
      most: most.content,
      unit: '×',
      beside: `${mb(size.content)} MB; ${beside}`,
    })
    judge({
      work: 'store with search index, of packed git',
      value: withSearch,
      most: most.withSearch,
      unit: '×',
      beside: `${mb(size.content + size.search)} MB; ${beside}`,
    })
    judge({ work: 'store, for each version that changed', value: growth, most: mostGrowth, unit: 'bytes' })
    console.log(`  shared by tenants   ${mb(size.shared)} MB`)
    console.log(`  largest tables      ${size.largest}`)
  } finally {
    await lab.close()
  }
}

const mb = (bytes: number): string => (bytes / 1e6).toFixed(2)

const versionsIn = (database: Database.Database): number =>
  database.prepare('select count(*) from version_rows').pluck().get() as number

/** Bytes of the pages of each table with its indexes (SQLite docs: dbstat). */
function sizeOf(database: Database.Database): { content: number; search: number; shared: number; largest: string } {
  const rows = database
    .prepare(
      `select coalesce(tbl_name, dbstat.name) as name, sum(pgsize) as size from dbstat left join sqlite_schema on sqlite_schema.name = dbstat.name group by 1 order by 2 desc`,
    )
    .all() as { name: string; size: number }[]
  const sum = (of: (name: string) => boolean): number =>
    rows.filter(({ name }) => of(name)).reduce((total, { size }) => total + size, 0)
  return {
    search: sum((name) => derived.test(name)),
    shared: sum((name) => sharedByTenants.test(name)),
    content: sum((name) => !derived.test(name) && !sharedByTenants.test(name)),
    largest: rows
      .slice(0, 14)
      .map(({ name, size }) => `${name} ${mb(size)}`)
      .join(', '),
  }
}

type Git = (...commands: string[]) => string

function gitIn(folder: string): Git {
  mkdirSync(folder)
  const git: Git = (...commands) =>
    execFileSync(
      'git',
      ['-C', folder, '-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', '-c', 'gc.auto=0', ...commands],
      {
        encoding: 'utf8',
      },
    )
  git('init', '-q')
  return git
}

/** The documents of the newest set that changed, each as a file of canonical JSON. */
const written = new Map<string, string>()
async function commitNight(lab: Lab, tenantId: TenantId, repository: string, git: Git): Promise<void> {
  const [set] = await lab.core.call('backups.list', { tenantId })
  const { content } = await lab.core.call('backups.get', { tenantId, setId: BackupSetId.parse(set!.id) })
  for (const { versionId, policyId, type } of content) {
    if (written.get(policyId) === versionId) continue
    written.set(policyId, versionId)
    mkdirSync(join(repository, type), { recursive: true })
    writeFileSync(join(repository, type, `${policyId}.json`), await bodyOf(lab, tenantId, versionId))
  }
  git('add', '-A')
  git('commit', '-q', '--allow-empty', '-m', set!.name)
}

/** Collections of policies, and of nothing that they refer to. */
const changing = new Set([
  'compliancePolicies',
  'configurationPolicies',
  'deviceCompliancePolicies',
  'deviceConfigurations',
  'deviceManagementScripts',
  'deviceShellScripts',
  'intents',
  'mobileApps',
])

/** The document of a version, as canonical JSON. */
async function bodyOf(lab: Lab, tenantId: TenantId, versionId: VersionId): Promise<string> {
  let body = ''
  for (let offset: number | null = 0; offset !== null;) {
    const piece: { text: string; nextOffset: number | null } = await lab.core.call('versions.body', {
      tenantId,
      versionId,
      offset,
    })
    body += piece.text
    offset = piece.nextOffset
  }
  return canonicalText(JSON.parse(body))
}

/** Changes one value in one of a hundred policies, as an administrator would. */
function changeSome(simulator: Simulator, random: () => number, night: number): void {
  const all = [...simulator.tenant.collections].flatMap(([path, items]) =>
    changing.has(path.split('/').at(-1)!) ? [...items.values()] : [],
  )
  for (let count = 0; count < wanted.policies * wanted.changed; count += 1) {
    const policy = all[Math.floor(random() * all.length)] as Record<string, unknown>
    const places = scalars(policy).filter(([, key]) => !/^@|id$|name|type|state|kind/i.test(key))
    const [holder, key] = places[Math.floor(random() * places.length)] ?? [policy, 'description']
    const value = holder[key]
    holder[key] = typeof value === 'boolean' ? !value : typeof value === 'number' ? value + 1 : `Night ${night}`
    policy['lastModifiedDateTime'] = new Date(Date.UTC(2026, 0, 1) + night * 86_400_000).toISOString()
  }
}

/** Every place of a value that a person could change. */
function scalars(value: unknown): [holder: Record<string, unknown>, key: string][] {
  if (Array.isArray(value)) return value.flatMap(scalars)
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([key, entry]): [Record<string, unknown>, string][] =>
    typeof entry === 'boolean' || typeof entry === 'number' || (typeof entry === 'string' && entry.length < 200)
      ? [[value as Record<string, unknown>, key]]
      : scalars(entry),
  )
}

/** The same numbers in each run. */
function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
