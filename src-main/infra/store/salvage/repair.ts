import type Database from 'better-sqlite3'
import { isObject, text } from '#domain/json.ts'
import { blobReader, damagedBlobs } from '../read-blobs.ts'
import { words } from '../words.ts'

/** A version whose content is lost. */
export interface LostVersion {
  readonly type: string
  readonly name: string
  readonly number: number
}

/**
 * Makes a database agree with itself after rows of it were lost. Versions whose policy or tenant is lost say enough to
 * make both again.
 *
 * @returns what was taken out because what it belongs to is lost
 */
export async function repair(
  target: Database.Database,
  breathe: () => Promise<void>,
): Promise<{ readonly rows: Record<string, number>; readonly versions: readonly LostVersion[] }> {
  await dropDamagedBlobs(target, breathe)
  remakeOwners(target)
  const versions = target
    .prepare('select type, name, number from versions where blob not in (select row from blobs) order by name, number')
    .all() as LostVersion[]
  target.exec('delete from version_rows where blob not in (select row from blobs)')
  remakeTenants(target)
  remakePolicies(target)
  const rows = dropOrphans(target)
  target.exec(`
    delete from set_spans where not exists (
      select 1 from backup_sets where backup_sets.chain = set_spans.chain and place between first and last
    );
    delete from version_owners where row not in (select owner from version_rows);
    insert into words_due select row from version_rows where true on conflict do nothing;
    delete from words_due where row not in (select row from version_rows);
    insert into changes_due select row from version_rows where number > 1 on conflict do nothing;
    delete from changes_due where row not in (select row from version_rows);
    update policies set
      version_id = (select id from versions where policy_id = policies.id order by number desc limit 1),
      version_count = (select count(*) from versions where policy_id = policies.id)
    where version_id is not null and version_id not in (select id from versions)
  `)
  return {
    rows: versions.length === 0 ? rows : { ...rows, version_rows: (rows['version_rows'] ?? 0) + versions.length },
    versions,
  }
}

/** The newest version of a policy says which owner it is, and the policy says the rest, the name too. */
function remakeOwners(target: Database.Database): void {
  target.exec(`
    insert or ignore into version_owners (row, tenant_id, policy_id, type)
      select version_rows.owner, policies.tenant_id, policies.id, policies.type
      from policies join version_rows on version_rows.id = policies.version_id
      where version_rows.owner not in (select row from version_owners);
    insert or ignore into version_texts (row, text)
      select version_rows.name, policies.name
      from version_rows join version_owners on version_owners.row = version_rows.owner
        join policies on policies.id = version_owners.policy_id
      where version_rows.name not in (select row from version_texts);
  `)
}

/** Content is what its hash says, with its base. Without that, it is lost too. */
async function dropDamagedBlobs(target: Database.Database, breathe: () => Promise<void>): Promise<void> {
  const remove = target.prepare('delete from blobs where row = ?')
  for (const row of await damagedBlobs(target, breathe)) remove.run(row)
  target.exec('delete from packs where row not in (select pack from blobs where pack is not null)')
}

/** Without a connection: how it was connected is lost. */
function remakeTenants(target: Database.Database): void {
  const insert = target.prepare(`
    insert into tenants (id, name, environment, colour, created_at, sign_in, imported)
    values (?, ?, 'production', '#7A1F3D', ?, 'environment', 1)
  `)
  const lost = target.prepare(`
    select tenant_id as id, min(captured_at) as at from versions
    where tenant_id not in (select id from tenants) group by tenant_id
  `)
  for (const { id, at } of lost.all() as { id: string; at: string }[]) insert.run(id, words.salvagedTenant(id), at)
}

interface Newest {
  readonly id: string
  readonly policy: string
  readonly tenant: string
  readonly type: string
  readonly name: string
  readonly first: string
  readonly last: string
  readonly versions: number
  readonly blob: number
}

function remakePolicies(target: Database.Database): void {
  const lost = target
    .prepare(
      `
      select versions.id, policy_id as policy, tenant_id as tenant, type, name, blob, captured_at as last,
        (select min(captured_at) from versions of where of.policy_id = versions.policy_id) as first,
        (select count(*) from versions of where of.policy_id = versions.policy_id) as versions
      from versions
      where policy_id not in (select id from policies)
        and number = (select max(number) from versions of where of.policy_id = versions.policy_id)
      `,
    )
    .all() as Newest[]
  const insert = target.prepare(`
    insert or ignore into policies
      (id, tenant_id, type, external_id, name, kind, platform, state, first_seen_at, last_seen_at, last_captured_at,
       version_id, version_count)
    values (@policy, @tenant, @type, @externalId, @name, @type, '', 'active', @first, @last, @last, @id, @versions)
  `)
  const read = blobReader(target)
  for (const { blob, ...newest } of lost) {
    // What can't be read is gone by now.
    const document: unknown = JSON.parse(read(blob)!.toString('utf8'))
    insert.run({ ...newest, externalId: (isObject(document) && text(document['id'])) || newest.policy })
  }
}

interface Reference {
  readonly id: number
  readonly table: string
  readonly from: string
  readonly to: string | null
}

/** Takes out what belongs to a lost object, and empties what only mentions one. @returns how many rows, by table */
function dropOrphans(target: Database.Database): Record<string, number> {
  const tables = target
    .prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite%'`)
    .all() as { name: string }[]
  const rows: Record<string, number> = {}
  for (let changes = 1; changes > 0;) {
    changes = 0
    for (const { name } of tables) {
      const columns = target.pragma(`table_info("${name}")`) as { name: string; notnull: number; pk: number }[]
      const references = Object.values(
        Object.groupBy(target.pragma(`foreign_key_list("${name}")`) as Reference[], ({ id }) => id),
      )
      for (const parts of references as Reference[][]) {
        const there = parts.map(({ from }) => `"${name}"."${from}" is not null`).join(' and ')
        const equal = parts.map(({ from, to }) => `parent."${to ?? 'id'}" = "${name}"."${from}"`).join(' and ')
        const lost = `${there} and not exists (select 1 from "${parts[0]!.table}" parent where ${equal})`
        const from = columns.find((column) => column.name === parts[0]!.from)!
        const isMention = parts.length === 1 && from.notnull === 0 && from.pk === 0
        const { changes: count } = target
          .prepare(
            isMention
              ? `update "${name}" set "${from.name}" = null where ${lost}`
              : `delete from "${name}" where ${lost}`,
          )
          .run()
        changes += count
        if (!isMention && count > 0) rows[name] = (rows[name] ?? 0) + count
      }
    }
  }
  return rows
}
