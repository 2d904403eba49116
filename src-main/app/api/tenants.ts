import type { Vault } from '../ports/ports.ts'
import { failure, Failure } from '#contract/errors.ts'
import type { tenants } from '#contract/api/tenants.ts'
import { clouds, type Cloud } from '#contract/model/clouds.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import type { ReadStore } from '../ports/store.ts'
import type { NewTenant, TenantRow } from '../ports/tenants.ts'
import { forgetRecipients } from '../recipients/recipient-book.ts'
import { toAccepted } from './accepted.ts'
import type { Handlers, StoreContext } from './handlers.ts'
import { requireFullPath } from './full-path.ts'
import { requireIdle } from './idle.ts'
import { requireTenant } from './ownership.ts'
import { toPortfolio } from './portfolio.ts'
import { toTenant } from './present-tenant.ts'
import { words } from './words.ts'
import { words as appWords } from '../words.ts'

/** Colors with a contrast above 6:1 for white text, assigned in turn. */
const colours = ['#7A1F3D', '#0B6266', '#4B3B8F', '#1F5C2E', '#8A3707', '#204E8A', '#6B2E77', '#5C4813']
const demoColour = '#4F5B67'

export const tenantHandlers: Handlers<keyof typeof tenants> = {
  'tenants.list': async (_input, { store, ports }) =>
    (await store.tenants.list()).map((row) => toTenant(row, ports.clock.now())),

  'tenants.add': async ({ id, name, environment, graphUrl, tokenVariable }, context) =>
    insert(context, { id, name, environment, graphUrl: secureOrigin(graphUrl), tokenVariable, signIn: 'environment' }),

  'tenants.addImported': async ({ id, name, openedFile }, context) => {
    const row = { id, name, environment: 'test', graphUrl: null, signIn: 'imported' } as const
    if (openedFile === undefined) return insert(context, row)
    requireFullPath(openedFile)
    return insert(context, { ...row, name: await freeName(context.store, name, openedFile), openedFile })
  },

  'tenants.keepFile': async ({ tenantId, name }, { store, ports, tenant }) => {
    requireOpened(tenant)
    await store.tenants.change(tenantId, { name, openedFile: null })
    return toTenant(await requireTenant(store, tenantId), ports.clock.now())
  },

  'tenants.closeFile': async ({ tenantId }, { store, tenant, note }) => {
    requireOpened(tenant)
    await requireIdle(store, tenantId)
    await store.tenants.remove(tenantId)
    note({ name: tenant.name })
    return { closed: true as const }
  },

  'tenants.connect': async (input, context) => {
    const { id, name, environment, cloud } = input
    const proofs = [input.certificateFile, input.certificateThumbprint, input.clientSecret]
    const given = proofs.filter((proof) => proof !== undefined).length
    if (given > 1) throw new Failure('badInput', words.tenants.oneProof)
    const app = given === 1
    if (input.certificateThumbprint !== undefined && context.auth.certificates === null)
      throw failure('badInput', words.tenants.noCertificateStore)
    if (app && input.clientId === undefined) throw new Failure('badInput', words.tenants.clientIdMissing)
    return insert(context, {
      id,
      name,
      environment,
      cloud,
      signIn: app ? 'app' : 'person',
      ...addresses(cloud, input),
      clientId: input.clientId ?? null,
      certificateFile: input.certificateFile ?? null,
      certificateVariable: input.certificateVariable ?? null,
      certificateThumbprint: input.certificateThumbprint ?? null,
      clientSecret:
        input.clientSecret === undefined ? null : await sealedSecret(context.ports.vault, input.clientSecret),
    })
  },

  'tenants.change': async ({ tenantId, clientSecret, ...change }, { store, ports, tenant: before, note }) => {
    if (before.signIn === 'demo' && change.environment !== undefined && change.environment !== 'demo')
      throw new Failure('badInput', words.tenants.demoStaysDemo)
    if (clientSecret !== undefined && before.clientSecret === null)
      throw new Failure('badInput', words.tenants.noClientSecret)
    if (change.repository) requireFullPath(change.repository)
    await store.tenants.change(tenantId, {
      ...change,
      ...(clientSecret === undefined ? {} : { clientSecret: await sealedSecret(ports.vault, clientSecret) }),
    })
    if (change.readsRecipients === false && before.readsRecipients) {
      await store.recipients.remove(tenantId)
      forgetRecipients(tenantId)
    }
    // Whoever unlocked it wasn't asked for the name of a production tenant.
    if (change.environment === 'production' && before.environment !== 'production')
      await store.tenants.setUnlockedUntil(tenantId, null)
    note({ before: { name: before.name, environment: before.environment } })
    return toTenant(await requireTenant(store, tenantId), ports.clock.now())
  },

  'tenants.archive': async ({ tenantId, archived }, { store, ports }) => {
    await requireIdle(store, tenantId)
    await store.tenants.change(tenantId, { archivedAt: archived ? ports.clock.now().toISOString() : null })
    if (archived) await store.tenants.setUnlockedUntil(tenantId, null)
    return toTenant(await requireTenant(store, tenantId), ports.clock.now())
  },

  'tenants.export': async ({ tenantId, folder, policyIds, setId, format, commit }, { start }) => {
    requireFullPath(folder)
    return toAccepted(
      await start({
        tenantId,
        kind: 'export',
        title: folder,
        target: setId === undefined ? folder : `${folder}/${setId}`,
        input: { folder, policyIds, setId, format, commit },
      }),
    )
  },

  'tenants.remove': async ({ tenantId, confirm }, { store, auth, tenant, note, afterCommit }) => {
    if (tenant.archivedAt === null) throw failure('badInput', words.tenants.notArchived(tenant.name))
    if (confirm !== tenant.name)
      throw new Failure('badInput', words.request.wrongConfirmation(tenant.name), {
        hint: words.request.nothingRemoved,
      })
    await requireIdle(store, tenantId)
    await store.tokenCaches.remove(tenantId)
    await store.recipients.remove(tenantId)
    forgetRecipients(tenantId)
    await store.tenants.remove(tenantId)
    if (tenant.signIn === 'person') afterCommit(() => auth.signOut(tenant, null))
    note({ name: tenant.name })
    return { removed: true as const }
  },

  'tenants.portfolio': async (_input, { store, ports, connections }) =>
    toPortfolio(store, connections, ports.clock.now()),
  'tenants.openDemo': async ({ history }, context) => {
    const { demo, clock, log } = context.ports
    const found = await context.store.tenants.find(demo.tenantId)
    if (found) {
      context.unchanged()
      return toTenant(found, clock.now())
    }
    if (history)
      context.afterCommit(() =>
        // Without its past, the demo tenant is still one.
        demo.makeHistory().catch((error: unknown) => {
          log.error({ error: error instanceof Error ? error.stack : String(error) }, 'the demo tenant has no history')
        }),
      )
    return insert(context, {
      id: demo.tenantId,
      name: demo.name,
      environment: 'demo',
      colour: demoColour,
      graphUrl: null,
      signIn: 'demo',
    })
  },

  'tenants.unlock': async ({ tenantId, minutes, confirm }, { store, ports, tenant, note }) => {
    if (tenant.archivedAt !== null) throw failure('badInput', appWords.archived(tenant.name))
    if (tenant.environment === 'production' && confirm !== tenant.name) {
      throw new Failure('badInput', words.tenants.typeToUnlock(tenant.name), {
        hint: words.request.nothingChanged,
      })
    }
    const until = new Date(ports.clock.now().getTime() + minutes * 60_000).toISOString()
    await store.tenants.setUnlockedUntil(tenantId, until)
    note({ until })
    return toTenant(await requireTenant(store, tenantId), ports.clock.now())
  },

  'tenants.lock': async ({ tenantId }, { store, ports }) => {
    await store.tenants.setUnlockedUntil(tenantId, null)
    return toTenant(await requireTenant(store, tenantId), ports.clock.now())
  },

  'tenants.simulateChange': async ({ tenantId }, { demo, note }) => {
    if (tenantId !== demo.tenantId) throw failure('badInput', words.tenants.onlyDemo)
    const changed = [...(await demo.simulateChange())]
    note({ changed })
    return { changed }
  },
}

function requireOpened(tenant: TenantRow): void {
  if (tenant.openedFile === null) throw new Failure('badInput', words.tenants.notOpened(tenant.name))
}

/** A name for an opened file that no tenant has. */
async function freeName(store: ReadStore, tenantName: string, file: string): Promise<string> {
  const taken = new Set((await store.tenants.list()).map(({ name }) => name))
  const name = words.tenants.openedName(tenantName, file.split(/[/\\]/).at(-1) ?? '')
  let free = name
  for (let number = 2; taken.has(free); number += 1) free = words.tenants.another(name, number)
  return free
}

/** Seals a client secret. @throws Failure `badInput` if nothing can protect it */
async function sealedSecret(vault: Pick<Vault, 'seal'>, clientSecret: string): Promise<Uint8Array> {
  const sealed = await vault.seal(clientSecret)
  if (sealed === null) throw failure('badInput', words.tenants.unprotectedSecret)
  return sealed
}

/**
 * Stores a tenant. The audit entry contains only its name and sign-in method, because other details may contain file
 * and variable names.
 */
async function insert(
  { store, ports: { clock }, note }: Pick<StoreContext<'tenants.connect'>, 'store' | 'ports' | 'note'>,
  row: Omit<NewTenant, 'colour'> & { readonly colour?: string },
): Promise<Tenant> {
  const count = (await store.tenants.list()).length
  await store.tenants.insert(
    { ...row, colour: row.colour ?? colours[count % colours.length]! },
    clock.now().toISOString(),
  )
  note({ name: row.name, environment: row.environment, signIn: row.signIn })
  return toTenant(await requireTenant(store, row.id), clock.now())
}

/** The addresses of the tenant's cloud. A custom cloud needs its own addresses. */
function addresses(
  cloud: Cloud,
  input: { readonly graphUrl?: string | undefined; readonly authority?: string | undefined },
): { graphUrl: string; authority: string } {
  if (cloud !== 'custom') return { graphUrl: clouds[cloud].graphUrl, authority: clouds[cloud].authority }
  if (input.graphUrl === undefined || input.authority === undefined)
    throw new Failure('badInput', words.tenants.addressesMissing)
  return { graphUrl: secureOrigin(input.graphUrl), authority: secureOrigin(input.authority) }
}

/**
 * Tokens are only sent over https. Plain http is only allowed for this computer. The app adds the path itself.
 *
 * @throws Failure `badInput`
 */
function secureOrigin(address: string): string {
  const { protocol, hostname, pathname, search, hash } = new URL(address)
  if (pathname !== '/' || search !== '' || hash !== '') throw failure('badInput', words.tenants.hasPath(address))
  if (protocol !== 'https:' && !['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) {
    throw failure('badInput', words.tenants.notHttps(address))
  }
  return address.replace(/\/+$/, '')
}
