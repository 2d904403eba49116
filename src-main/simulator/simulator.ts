import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadContract } from './contract.ts'
import { createFaultPlan, hangs, readFaults, type FaultPlan } from './faults.ts'
import { isObject, objects, text, type Json } from './json.ts'
import { addRoleOperations } from './role-operations.ts'
import { collectionPath, seedFolder, seedObjects, type SeedObject } from './seed.ts'
import { createAccess, type Access } from './access.ts'
import type { Authority, AuthorityOptions } from './authority/authority.ts'
import { addBuiltIns } from './complete.ts'
import { createApprovals, type Approvals } from './approvals.ts'
import type { Disobedience } from './disobedience.ts'
import { metadataXml } from './metadata.ts'
import { listen } from './server.ts'
import { createService } from './service.ts'
import { createThrottle, type ThrottleLimits } from './throttle.ts'
import { createTenant, put, type Tenant } from './tenant.ts'
import { issueToken, readToken } from './token.ts'
import { loadNested, loadTypes } from './types.ts'

export interface SimulatorOptions {
  /** Folder with graph-contract.json, graph-types.json and the seeds `demo/` and `golden/`. */
  readonly resources: string
  readonly port?: number
  /** A folder, or the name of a built-in seed; nothing for an empty tenant. */
  readonly seed?: string
  /** The whole content of the tenant, instead of a seed and of what every tenant has: objects by the path of their collection. */
  readonly objects?: readonly SeedObject[]
  readonly tenantId?: string
  readonly name?: string
  readonly latencyMs?: number
  readonly faultsFile?: string
  readonly record?: string
  /** Limits by service; none when left out. */
  readonly throttle?: ThrottleLimits
  /** Collections that Multi Admin Approval protects. */
  readonly approval?: readonly string[]
  /** Serves a sign-in service over TLS too. */
  readonly authority?: (tenantId: string) => AuthorityOptions
  /** How long a created object cannot be read yet. */
  readonly consistencyMs?: number
  /** Collections that the tenant has no license for. */
  readonly unlicensed?: readonly string[]
  /** File with types, properties and members that the service knows and the app doesn't. */
  readonly newer?: string
  /** Doesn't publish its metadata. */
  readonly noMetadata?: boolean
  /** Accepts types, properties and values that it doesn't know. */
  readonly takesUnknown?: boolean
  /** Writes that are accepted and do something else. */
  readonly disobeys?: ReadonlySet<Disobedience>
  /** Answers each question that is open about the service in the way that hurts. */
  readonly doubt?: boolean
  /** File that keeps the tenant between starts; read instead of the seed when it exists. */
  readonly stateFile?: string
}

/** A simulated Graph that runs, and what a client needs to reach it. */
export interface Simulator {
  readonly url: string
  readonly tenantId: string
  readonly token: string
  readonly tenant: Tenant
  readonly access: Access
  readonly approvals: Approvals
  /** The sign-in service, where one was asked for. */
  readonly authority: Authority | undefined
  /** From now on nothing goes wrong anymore. */
  endFaults(): void
  /** Writes the state file, where there is one. */
  save(): void
  close(): Promise<void>
}

const builtInSeeds = new Set(['demo', 'golden'])

/**
 * Starts a simulated Microsoft Graph on the loopback interface.
 *
 * @throws Error with a sentence when the seed, the fault file or the port cannot be used
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const tenantId = options.tenantId ?? crypto.randomUUID()
  const types = loadTypes(join(options.resources, 'graph-types.json'), tenantId)
  const tenant = createTenant({
    id: tenantId,
    name: options.name ?? 'Simulated tenant',
    contract: loadContract(join(options.resources, 'graph-contract.json'), options),
    types,
    unlicensed: new Set(
      [...types.values()].filter(({ key }) => options.unlicensed?.includes(key)).map(({ listPath }) => listPath),
    ),
    nested: loadNested(join(options.resources, 'graph-types.json')),
    consistencyMs: options.consistencyMs ?? 0,
    doubt: options.doubt ?? false,
    disobeys: options.disobeys ?? new Set(),
    templates: JSON.parse(readFileSync(join(options.resources, 'policy-templates.json'), 'utf8')) as Record<
      string,
      Json
    >,
  })
  const { stateFile } = options
  if (options.objects) seedObjects(tenant, options.objects)
  else addBuiltIns(tenant)
  if (stateFile && existsSync(stateFile)) readState(tenant, stateFile)
  else if (options.seed)
    seedFolder(tenant, builtInSeeds.has(options.seed) ? join(options.resources, options.seed) : options.seed)
  addRoleOperations(tenant)
  const token = issueToken(tenantId)
  const authority = options.authority ? await serveAuthority(options.authority(tenantId)) : undefined
  const access = createAccess((given) => (given === token ? readToken(given) : authority?.read(given)), tenant.types)
  const protectedPaths = (options.approval ?? []).map((name) => collectionPath(tenant, name) ?? `/${name}`)
  const approvals = createApprovals((pathname) =>
    protectedPaths.some((path) => pathname.replace(/^\/[^/]+/, '').startsWith(path)),
  )
  const faultFile = options.faultsFile ? readFaults(options.faultsFile) : undefined
  const plan = faultFile && createFaultPlan(faultFile)
  let ended = false
  const faults: FaultPlan | undefined = plan && ((method, path) => (ended ? undefined : plan(method, path)))
  const server = await listen({
    service: createService({
      tenant,
      access,
      faults,
      approvals,
      throttle: options.throttle && createThrottle(options.throttle),
    }),
    port: options.port ?? 0,
    metadata: options.noMetadata ? undefined : () => metadataXml(tenant.contract),
    latencyMs: options.latencyMs,
    faults,
    hangs: faultFile && ((method, path) => hangs(faultFile, method, path)),
    record: options.record,
    onWrite: stateFile ? () => writeState(tenant, stateFile) : undefined,
  })
  const save = () => {
    if (stateFile) writeState(tenant, stateFile)
  }
  return {
    url: server.url,
    tenantId,
    token,
    tenant,
    access,
    approvals,
    authority,
    endFaults: () => void (ended = true),
    save,
    close: async () => {
      await server.close()
      await authority?.close()
    },
  }
}

/** Loaded when it is asked for: the demo tenant needs no sign-in service and none of its libraries. */
async function serveAuthority(options: AuthorityOptions): Promise<Authority> {
  const { startAuthority } = await import('./authority/authority.ts')
  return startAuthority(options)
}

function writeState(tenant: Tenant, file: string): void {
  const collections = Object.fromEntries([...tenant.collections].map(([path, items]) => [path, [...items.values()]]))
  writeFileSync(`${file}.new`, JSON.stringify({ collections, secrets: [...tenant.secrets] }))
  renameSync(`${file}.new`, file)
}

function readState(tenant: Tenant, file: string): void {
  const state: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (!isObject(state) || !isObject(state['collections'])) throw new Error(`The tenant file ${file} is damaged.`)
  tenant.collections.clear()
  for (const [path, items] of Object.entries(state['collections']))
    for (const item of objects(items)) put(tenant, path, item)
  for (const entry of Array.isArray(state['secrets']) ? state['secrets'] : []) {
    if (Array.isArray(entry)) tenant.secrets.set(text(entry[0]), text(entry[1]))
  }
}
