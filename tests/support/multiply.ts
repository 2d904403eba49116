import { randomBytes } from 'node:crypto'
import Database from 'better-sqlite3'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { deriveWords } from '#app/search/derive-words.ts'
import type { VersionWords } from '#app/ports/search.ts'
import { createContractBook } from '#app/contract/contract-book.ts'
import type { ContractData } from '#domain/graph-contract/graph-contract.ts'
import type { SettingDefinition } from '#domain/settings-catalog/setting-definition.ts'
import { openStore } from '#infra/store/open.ts'

const read = (name: string): unknown => JSON.parse(readFileSync(join(resolve('resources'), name), 'utf8'))

/**
 * Makes many policies of those that a store holds, each with as many versions: copies with names, ids and words of
 * their own. The store must be closed. Their bodies are those of the originals.
 */
export async function multiply(
  dataFolder: string,
  wanted: { readonly policies: number; readonly versions: number },
): Promise<void> {
  const words = await wordsOfAll(dataFolder)
  const database = new Database(join(dataFolder, 'atlas.db'))
  database.pragma('synchronous = OFF')
  const policies = database.prepare('SELECT * FROM policies WHERE version_id IS NOT NULL').all() as Record<
    string,
    string | number | null
  >[]
  const versionOf = database.prepare('SELECT * FROM version_rows WHERE id = ?')
  const [addPolicy, addOwner, addName, addVersion, addWords, addPastWords] = [
    insert(database, 'policies'),
    database.prepare('INSERT INTO version_owners (tenant_id, policy_id, type) VALUES (?, ?, ?)'),
    database.prepare('INSERT INTO version_texts (text) VALUES (?)'),
    insert(database, 'version_rows'),
    database.prepare('INSERT INTO version_search (rowid, name, settings, scripts, ids) VALUES (?, ?, ?, ?, ?)'),
    database.prepare(`INSERT INTO version_search_past (rowid, name, settings, scripts, ids) VALUES (?, '', ?, '', '')`),
  ]
  const copy = database.transaction((from: number, to: number) => {
    for (let index = from; index < to; index += 1) {
      const policy = policies[index % policies.length]!
      const version = versionOf.get(policy['version_id']) as Record<string, string | number | Buffer | null>
      const said = words.get(String(version['id']))
      const policyId = crypto.randomUUID()
      const name = `${String(policy['name'])} – ${index}`
      const externalId = crypto.randomUUID()
      const versionIds = Array.from({ length: wanted.versions }, () => crypto.randomUUID())
      addPolicy({
        ...policy,
        id: policyId,
        external_id: externalId,
        name,
        version_id: versionIds.at(-1)!,
        version_count: wanted.versions,
        modified_at: new Date(Date.UTC(2026, 0, 1) + index * 600_000).toISOString(),
      })
      const owner = Number(addOwner.run(policy['tenant_id'], policyId, policy['type']).lastInsertRowid)
      const nameRow = Number(addName.run(name).lastInsertRowid)
      versionIds.forEach((id, number) => {
        const row = addVersion({
          ...version,
          row: null,
          id,
          owner,
          name: nameRow,
          number: number + 1,
          fingerprint: randomBytes(32),
        })
        const revision = `${index}x${number}`
        if (number < wanted.versions - 1) addPastWords.run(row, revision)
        else
          addWords.run(
            row,
            name,
            `${said?.words.settings ?? ''}\nRevision: ${revision}`,
            said?.words.scripts ?? '',
            `${said?.words.ids ?? ''}\n${externalId}`,
          )
      })
    }
  })
  const existing = (database.prepare('SELECT count(*) AS count FROM policies').get() as { count: number }).count
  for (let at = existing; at < wanted.policies; at += 500) copy(at, Math.min(wanted.policies, at + 500))
  database.exec('DELETE FROM words_due; DELETE FROM changes_due')
  database.close()
}

async function wordsOfAll(dataFolder: string): Promise<Map<string, VersionWords>> {
  const { store, close } = openStore(dataFolder, () => crypto.randomUUID())
  const words = new Map<string, VersionWords>()
  const [tenant] = await store.tenants.list()
  let open = (await store.policies.list(tenant!.id)).flatMap((policy) => policy.versionId ?? [])
  await deriveWords(
    {
      store: {
        ...store,
        search: {
          ...store.search,
          due: async () => open.splice(0, open.length).map((versionId) => ({ versionId, nextId: null })),
          add: async (found) => found.forEach((entry) => words.set(entry.versionId, entry)),
        },
      },
      contracts: createContractBook(() => read('graph-contract.json') as ContractData),
      settingDefinitions: new Map(
        (read('setting-definitions.json') as SettingDefinition[]).map((definition) => [definition.id, definition]),
      ),
      log: {
        error: (...what) => {
          throw new Error(JSON.stringify(what))
        },
      },
    },
    async () => {},
  )
  open = []
  await close()
  return words
}

type Value = string | number | Buffer | null

/** @returns the row ID */
function insert(database: Database.Database, table: string): (row: Record<string, Value>) => number {
  const columns = (database.prepare(`SELECT name FROM pragma_table_info('${table}')`).all() as { name: string }[]).map(
    (column) => column.name,
  )
  const statement = database.prepare(
    `INSERT INTO ${table} (${columns.join()}) VALUES (${columns.map((column) => `@${column}`).join()})`,
  )
  return (row) => Number(statement.run(row).lastInsertRowid)
}
