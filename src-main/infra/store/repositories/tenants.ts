import type { Kysely, Selectable } from 'kysely'
import { failure } from '#contract/errors.ts'
import { Cloud } from '#contract/model/clouds.ts'
import type { CaptureSwitches } from '#contract/model/tenants.ts'
import type { TenantRepository, TenantRow } from '#app/ports/tenants.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'
import { dropUnusedBlobs } from './blob-store.ts'
import { dropUnusedNotices } from './run-results.ts'
import { dropUnusedTexts } from './version-rows.ts'
import { readTexts } from './json-column.ts'
import { removeFromStandards } from './standards.ts'
import { words } from '../words.ts'

type UsedAccount = {
  readonly scopes: string | null
  readonly by_broker: number | null
  readonly home_account_id: string | null
}

const toRow = (row: Selectable<Schema['tenants']> & UsedAccount): TenantRow => ({
  id: row.id,
  name: row.name,
  environment: row.environment,
  colour: row.colour,
  graphUrl: row.graph_url,
  tokenVariable: row.token_variable,
  unlockedUntil: row.unlocked_until,
  lastSyncAt: row.last_sync_at,
  cloud: Cloud.catch('custom').parse(row.cloud),
  authority: row.authority,
  clientId: row.client_id,
  signIn: row.imported === 1 ? 'imported' : row.sign_in,
  account: row.account,
  scopes: row.scopes === null ? [] : readTexts(row.scopes),
  usesBroker: row.by_broker === 1,
  homeAccountId: row.home_account_id,
  certificateFile: row.certificate_file,
  certificateVariable: row.certificate_variable,
  certificateThumbprint: row.certificate_thumbprint,
  clientSecret: row.client_secret,
  archivedAt: row.archived_at,
  capturesEntra: row.captures_entra === 1,
  capturesDevices: row.captures_devices === 1,
  capturesGroupMembers: row.captures_group_members === 1,
  capturesServices: row.captures_services === 1,
  readsRecipients: row.reads_recipients === 1,
  allowsAssistant: row.allows_assistant === 1,
  openedFile: row.opened_file,
  repository: row.repository,
  purgedBefore: row.purged_before,
})

/** The entries of a change that are given. */
const defined = <T extends object>(change: T): { [Key in keyof T]: Exclude<T[Key], undefined> } =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as never

/** The columns of the switches that are given. */
const switchColumns = (switches: { readonly [Name in keyof CaptureSwitches]?: boolean | undefined }): Partial<
  Record<SwitchColumn, number>
> =>
  Object.fromEntries(
    Object.entries(switchColumn).flatMap(([name, column]) => {
      const value = switches[name as keyof CaptureSwitches]
      return value === undefined ? [] : [[column, value ? 1 : 0]]
    }),
  )

const switchColumn = {
  capturesEntra: 'captures_entra',
  capturesDevices: 'captures_devices',
  capturesGroupMembers: 'captures_group_members',
  capturesServices: 'captures_services',
  readsRecipients: 'reads_recipients',
} as const satisfies Readonly<Record<keyof CaptureSwitches, keyof Schema['tenants']>>
type SwitchColumn = (typeof switchColumn)[keyof typeof switchColumn]

export function tenantRepository(db: Kysely<Schema>): TenantRepository {
  /** Tenants with the permissions of the account that is used. */
  const withScopes = () =>
    db
      .selectFrom('tenants')
      .leftJoin('accounts', (join) =>
        join.onRef('accounts.tenant_id', '=', 'tenants.id').onRef('accounts.account', '=', 'tenants.account'),
      )
      .selectAll('tenants')
      .select(['accounts.scopes', 'accounts.by_broker', 'accounts.home_account_id'])
  const useAccount = async (id: string, account: string | null): Promise<void> => {
    await db.updateTable('tenants').set({ account }).where('id', '=', id).execute()
  }
  return {
    async list() {
      return (await withScopes().orderBy('name').execute()).map(toRow)
    },
    async find(id) {
      const row = await withScopes().where('id', '=', id).executeTakeFirst()
      return row && toRow(row)
    },
    useAccount,
    async accounts(id) {
      const rows = await db
        .selectFrom('accounts')
        .select(['account', 'scopes', 'signed_in_at', 'by_broker', 'home_account_id'])
        .where('tenant_id', '=', id)
        .orderBy('signed_in_at', 'desc')
        .orderBy('account')
        .execute()
      return rows.map((row) => ({
        account: row.account,
        scopes: readTexts(row.scopes),
        usesBroker: row.by_broker === 1,
        homeAccountId: row.home_account_id,
        signedInAt: row.signed_in_at,
      }))
    },
    async signedIn(id, { account, scopes, usesBroker, homeAccountId }, at) {
      const values = {
        account,
        scopes: JSON.stringify(scopes),
        signed_in_at: at,
        by_broker: usesBroker ? 1 : 0,
        home_account_id: homeAccountId,
      }
      await db
        .insertInto('accounts')
        .values({ tenant_id: id, ...values })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'account']).doUpdateSet(values))
        .execute()
      await useAccount(id, account)
    },
    async signedOut(id, account) {
      await db.deleteFrom('accounts').where('tenant_id', '=', id).where('account', '=', account).execute()
      const used = await db.selectFrom('tenants').select('account').where('id', '=', id).executeTakeFirst()
      if (used?.account?.toLowerCase() === account.toLowerCase()) await useAccount(id, null)
    },
    async insert(row, at) {
      const connected = await db.selectFrom('tenants').select('name').where('id', '=', row.id).executeTakeFirst()
      if (connected) throw failure('badInput', words.alreadyConnected(connected.name))
      await requireFreeName(db, row.id, row.name)
      await db
        .insertInto('tenants')
        .values({
          id: row.id,
          name: row.name,
          environment: row.environment,
          colour: row.colour,
          graph_url: row.graphUrl,
          token_variable: row.tokenVariable ?? null,
          unlocked_until: row.unlockedUntil ?? null,
          last_sync_at: row.lastSyncAt ?? null,
          created_at: at,
          cloud: row.cloud ?? 'custom',
          authority: row.authority ?? null,
          client_id: row.clientId ?? null,
          // The column allows only what the first versions knew.
          sign_in: row.signIn === 'imported' ? 'environment' : row.signIn,
          imported: row.signIn === 'imported' ? 1 : 0,
          account: null,
          certificate_file: row.certificateFile ?? null,
          certificate_variable: row.certificateVariable ?? null,
          certificate_thumbprint: row.certificateThumbprint ?? null,
          client_secret: row.clientSecret ? Buffer.from(row.clientSecret) : null,
          archived_at: row.archivedAt ?? null,
          opened_file: row.openedFile ?? null,
          ...switchColumns(row),
        })
        .execute()
    },
    async change(id, change) {
      const {
        archivedAt,
        clientSecret,
        openedFile,
        allowsAssistant,
        capturesEntra,
        capturesDevices,
        capturesGroupMembers,
        capturesServices,
        readsRecipients,
        ...same
      } = change
      if (change.name !== undefined) await requireFreeName(db, id, change.name)
      const values = {
        ...defined(same),
        ...(archivedAt === undefined ? {} : { archived_at: archivedAt }),
        ...(openedFile === undefined ? {} : { opened_file: openedFile }),
        ...(allowsAssistant === undefined ? {} : { allows_assistant: allowsAssistant ? 1 : 0 }),
        ...(clientSecret ? { client_secret: Buffer.from(clientSecret) } : {}),
        ...switchColumns({ capturesEntra, capturesDevices, capturesGroupMembers, capturesServices, readsRecipients }),
      }
      if (Object.keys(values).length > 0) await db.updateTable('tenants').set(values).where('id', '=', id).execute()
    },
    async remove(id) {
      await inTransaction(db, async (transaction) => {
        // The triggers only allow deleting versions of a tenant that is being removed.
        await transaction.updateTable('tenants').set({ removing: 1 }).where('id', '=', id).execute()
        const versions = transaction.selectFrom('versions').select('id').where('tenant_id', '=', id)
        const rows = transaction.selectFrom('versions').select('row').where('tenant_id', '=', id)
        const runs = transaction.selectFrom('runs').select('id').where('tenant_id', '=', id)
        const baselines = transaction
          .selectFrom('baselines')
          .select('id')
          .where((where) => where.or([where('tenant_id', '=', id), where('source_tenant_id', '=', id)]))
        await transaction.deleteFrom('schedules').where('tenant_id', '=', id).execute()
        await transaction
          .updateTable('schedules')
          .set({ baseline_id: null })
          .where('baseline_id', 'in', baselines)
          .execute()
        await transaction.deleteFrom('findings').where('baseline_id', 'in', baselines).execute()
        await transaction.deleteFrom('baselines').where('id', 'in', baselines).execute()
        await removeFromStandards(transaction, id)
        for (const table of ['ignore_rules', 'change_events', 'saved_views', 'listings'] as const)
          await transaction.deleteFrom(table).where('tenant_id', '=', id).execute()
        await transaction
          .deleteFrom('absences')
          .where('policy_id', 'in', transaction.selectFrom('policies').select('id').where('tenant_id', '=', id))
          .execute()
        await transaction.deleteFrom('secrets').where('version_id', 'in', versions).execute()
        await transaction.deleteFrom('set_spans').where('version', 'in', rows).execute()
        await transaction.deleteFrom('backup_sets').where('tenant_id', '=', id).execute()
        await transaction
          .deleteFrom('plan_items')
          .where('plan_id', 'in', transaction.selectFrom('plans').select('id').where('tenant_id', '=', id))
          .execute()
        await transaction.deleteFrom('plans').where('tenant_id', '=', id).execute()
        await transaction.deleteFrom('notifications').where('tenant_id', '=', id).execute()
        const messages = transaction
          .selectFrom('alert_messages')
          .select('id')
          .where('channel_id', 'in', transaction.selectFrom('alert_channels').select('id').where('tenant_id', '=', id))
        await transaction.deleteFrom('alert_deliveries').where('message_id', 'in', messages).execute()
        await transaction.deleteFrom('alert_messages').where('id', 'in', messages).execute()
        for (const table of ['alerts', 'alert_channels', 'alert_marks', 'deviations'] as const)
          await transaction.deleteFrom(table).where('tenant_id', '=', id).execute()
        await transaction
          .deleteFrom('mappings')
          .where((where) => where.or([where('source_tenant_id', '=', id), where('target_tenant_id', '=', id)]))
          .execute()
        await transaction.deleteFrom('run_items').where('run_id', 'in', runs).execute()
        await transaction.deleteFrom('runs').where('tenant_id', '=', id).execute()
        await transaction
          .deleteFrom('version_rows')
          .where('owner', 'in', transaction.selectFrom('version_owners').select('row').where('tenant_id', '=', id))
          .execute()
        await transaction.deleteFrom('version_owners').where('tenant_id', '=', id).execute()
        await transaction.deleteFrom('policies').where('tenant_id', '=', id).execute()
        await transaction.deleteFrom('directory_names').where('tenant_id', '=', id).execute()
        await transaction.deleteFrom('failed_routes').where('tenant_id', '=', id).execute()
        await transaction.deleteFrom('token_caches').where('tenant_id', '=', id).execute()
        await dropUnusedBlobs(transaction)
        await dropUnusedTexts(transaction)
        await dropUnusedNotices(transaction)
        await transaction.deleteFrom('tenants').where('id', '=', id).execute()
      })
    },
    async setUnlockedUntil(id, until) {
      await db.updateTable('tenants').set({ unlocked_until: until }).where('id', '=', id).execute()
    },
    async setSynced(id, at) {
      await db.updateTable('tenants').set({ last_sync_at: at }).where('id', '=', id).execute()
    },
  }
}

async function requireFreeName(db: Kysely<Schema>, id: string, name: string): Promise<void> {
  const sameName = await db
    .selectFrom('tenants')
    .select('name')
    .where('name', '=', name)
    .where('id', '!=', id)
    .executeTakeFirst()
  if (sameName) throw failure('badInput', words.nameTaken(sameName.name))
}
