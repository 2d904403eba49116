import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import tls from 'node:tls'
import { TenantId } from '#contract/model/ids.ts'
import type { AuthorityOptions } from '#simulator/authority/authority.ts'
import { simulatedDirectory } from '#simulator/authority/directory.ts'
import { startSimulator, type Simulator } from '#simulator/simulator.ts'
import { resources, writeSeed, type Lab } from './lab.ts'

/** The one policy of the tenant. */
export const script = {
  id: '61000000-0000-4000-8000-000000000001',
  displayName: 'Script',
  fileName: 'a.ps1',
  runAsAccount: 'system',
  scriptContent: 'R2V0',
}
/** The public client that signs in by default. */
export const graphCommandLine = '14d82eec-204b-4c2f-b7e8-296a70dab67e'
/** The certificates that this process trusts otherwise. */
export const trustedBefore = tls.getCACertificates('default')

/**
 * Starts a tenant with a sign-in service, whose certificate this process trusts until a test takes it back, and connects
 * it. Nobody is signed in yet.
 */
export async function connectWithSignIn(
  lab: Lab,
  directory: Partial<AuthorityOptions> = {},
  more: object = {},
): Promise<{ readonly id: TenantId; readonly simulator: Simulator }> {
  const simulator = await startSimulator({
    resources,
    name: 'Contoso',
    seed: writeSeed(join(lab.folder, 'seed'), {
      deviceManagementScripts: [script],
      groups: [{ id: '62000000-0000-4000-8000-000000000001', displayName: 'Intune operators' }],
    }),
    authority: (tenantId) => simulatedDirectory(tenantId, { pollSeconds: 1, ...directory }),
  })
  tls.setDefaultCACertificates([...trustedBefore, simulator.authority!.certificate])
  const id = TenantId.parse(simulator.tenantId)
  try {
    await lab.core.call('tenants.connect', {
      id,
      name: 'Contoso',
      environment: 'production',
      cloud: 'custom',
      graphUrl: simulator.url,
      authority: simulator.authority!.url,
      ...more,
    })
  } catch (error) {
    await simulator.close()
    throw error
  }
  return { id, simulator }
}

export function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesBelow(path) : [path]
  })
}
