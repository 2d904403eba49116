import type Database from 'better-sqlite3'
import { isObject, text } from '#domain/json.ts'
import { hashOf, orDamaged, unpack } from '../blobs.ts'
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
): Promise<{ readonly rows: Record<string, number>; readonly versions: readonly LostVersion[] }> {
  await dropDamagedBlobs(target)
  remakeOwners(target)
  const versions = target
    .prepare('select type, name, number from versions where blob not in (select row from blobs) order by name, number')
    .all() as LostVersion[]
  target.exec('delete from version_rows where blob not in (select row from blobs)')
  remakeTenants(target)
  await remakePolicies(target)
  const rows = dropOrphans(target)
  target.exec(`
    delete from set_spans where not exists (
      select 1 from backup_sets where backup_sets.chain = set_spans.chain and place between first and last
    );
    delete from version_owners where row not in (select owner from version_rows);
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
async function dropDamagedBlobs(target: Database.Database): Promise<void> {
  const remove = target.prepare('delete from blobs where row = ?')
  const rows = target.prepare('select row from blobs order by base is not null').pluck().all() as number[]
  const read = target.prepare(`
    select blobs.hash, blobs.content, blobs.base, bases.content as baseContent
    from blobs left join blobs as bases on bases.row = blobs.base where blobs.row = ?
  `)
  for (const row of rows) {
    const { hash, content, base, baseContent } = read.get(row) as Stored
    const isReadable = base === null || baseContent !== null
    const bytes = isReadable ? orDamaged(() => unpack(content, baseContent && unpack(baseContent))) : null
    if (bytes === null || !hashOf(bytes).equals(hash)) remove.run(row)
  }
}

interface Stored {
  readonly hash: Buffer
  readonly content: Buffer
  readonly base: number | null
  readonly baseContent: Buffer | null
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
  readonly content: Buffer
  readonly baseContent: Buffer | null
}

async function remakePolicies(target: Database.Database): Promise<void> {
  const lost = target
    .prepare(
      `
      select versions.id, policy_id as policy, tenant_id as tenant, type, name, blobs.content, bases.content as baseContent, captured_at as last,
        (select min(captured_at) from versions of where of.policy_id = versions.policy_id) as first,
        (select count(*) from versions of where of.policy_id = versions.policy_id) as versions
      from versions join blobs on blobs.row = versions.blob left join blobs as bases on bases.row = blobs.base
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
  for (const { content, baseContent, ...newest } of lost) {
    const document: unknown = JSON.parse(unpack(content, baseContent && unpack(baseContent)).toString('utf8'))
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
