import { clouds, wellKnownClientId, type Access, type Cloud } from '#contract/model/clouds.ts'
import { readScope, writeScope } from '#contract/model/permissions.ts'
import type { AppRegistration, PermissionUse } from '#contract/model/registration.ts'
import type { CaptureSwitches } from '#contract/model/tenants.ts'
import { permissionIds } from './permission-ids.ts'
import { groupArea, optionalAreas, scopesFor } from './scopes.ts'

/** Microsoft Graph as a resource of app registrations (G-255). */
const graphAppId = '00000003-0000-0000-c000-000000000000'

/* Pages of the Entra admin center. */
const registerBlade = '/#view/Microsoft_AAD_RegisteredApps/CreateApplicationBlade/quickStartType~/null/isMSAApp~/false'
const permissionsBlade = (clientId: string) =>
  `/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/${clientId}/isMSAApp~/false`

/** What an app registration is for. */
export interface RegistrationPurpose {
  /** A person signs in with it, or it signs in by itself. */
  readonly signIn: 'person' | 'app'
  readonly access: Exclude<Access, 'consented'>
  readonly captures: CaptureSwitches
  readonly cloud: Cloud
  /** Once it is known: the redirect URI of the Windows broker and the link to its permissions contain it. */
  readonly clientId: string | null
}

/**
 * The app registration that TenantAtlas needs in a tenant: exactly these permissions, and the properties for its manifest
 * (Microsoft Graph app manifest, which the Entra admin center shows since 2025).
 */
export function appRegistration(purpose: RegistrationPurpose): AppRegistration {
  const { signIn, clientId, cloud } = purpose
  const names = scopesFor(purpose.access, optionalAreas(purpose.captures))
  const known = names.map((name) => ({
    name,
    id: permissionIds[name]?.[signIn === 'app' ? 'application' : 'delegated'],
  }))
  const permissions = known.flatMap(({ name, id }) => (id ? [{ name, id }] : []))
  const redirectUris = [
    'http://localhost',
    ...(clientId === null ? [] : [`ms-appx-web://Microsoft.AAD.BrokerPlugin/${clientId}`]),
  ]
  const center = cloud === 'custom' ? null : clouds[cloud].adminCenter
  return {
    permissions,
    // An app has no profile of its own to read.
    notForApps: known.filter(({ name, id }) => !id && name !== 'User.Read').map(({ name }) => name),
    manifest: {
      displayName: 'TenantAtlas',
      signInAudience: 'AzureADMyOrg',
      ...(signIn === 'person' ? { isFallbackPublicClient: true, publicClient: { redirectUris } } : {}),
      requiredResourceAccess: [
        {
          resourceAppId: graphAppId,
          resourceAccess: permissions.map(({ id }) => ({ id, type: signIn === 'app' ? 'Role' : 'Scope' })),
        },
      ],
    },
    links:
      center === null
        ? null
        : {
            register: `${center}${registerBlade}`,
            permissions: clientId === null ? null : `${center}${permissionsBlade(clientId)}`,
          },
  }
}

/**
 * Compares what a sign-in was granted with what TenantAtlas needs in this tenant.
 *
 * @param granted permissions of the sign-in; null if they aren't known
 */
export function permissionUse(
  granted: readonly string[] | null,
  tenant: CaptureSwitches & { readonly clientId: string | null; readonly signIn: string },
): PermissionUse | null {
  if (granted === null) return null
  const held = new Set(granted.map((name) => name.toLowerCase()))
  const optional = optionalAreas(tenant)
  const missing = (access: 'read' | 'write') =>
    scopesFor(access, optional).filter((name) => !covers(held, name) && isFor(tenant.signIn, name))
  const missingToRead = missing('read')
  const used = new Set(
    [...scopesFor('read', optional), ...scopesFor('writeGroups', optional)].map((name) => name.toLowerCase()),
  )
  const isOwn = tenant.clientId !== null && tenant.clientId !== wellKnownClientId
  return {
    missingToRead,
    missingToRestore: missing('write').filter((name) => !missingToRead.includes(name)),
    // Microsoft's own app has what other programs asked for with it.
    notNeeded: isOwn ? granted.filter((name) => !used.has(name.toLowerCase()) && !signInScopes.has(name)) : [],
  }
}

/** Whether the held permissions (in lower case) include one: writing includes reading, and groups include their members' names (G-16). */
function covers(held: ReadonlySet<string>, name: string): boolean {
  const wanted = name.toLowerCase()
  if (held.has(wanted) || held.has(wanted.replace('.read.', '.readwrite.'))) return true
  return name === readScope(groupArea) && held.has(writeScope(groupArea).toLowerCase())
}

/** An app has no profile of its own, and Graph has some permissions for people only. */
const isFor = (signIn: string, name: string): boolean => signIn !== 'app' || permissionIds[name]?.application !== null

/** Scopes of every sign-in (OpenID Connect). */
const signInScopes: ReadonlySet<string> = new Set(['.default', 'openid', 'profile', 'offline_access', 'email'])
