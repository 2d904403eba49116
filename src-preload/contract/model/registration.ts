import { z } from 'zod'

/** The app registration that a tenant needs for TenantAtlas. */
export const AppRegistration = z.object({
  /** Permissions of Microsoft Graph by name and ID: delegated for a person, application permissions for an app. */
  permissions: z.array(z.object({ name: z.string(), id: z.guid() })),
  /** What only a person can be granted. */
  notForApps: z.array(z.string()),
  /** The properties of the manifest that matter, as the Entra admin center and `POST /applications` take them. */
  manifest: z.record(z.string(), z.unknown()),
  /** Pages of the Entra admin center; null for a custom cloud. */
  links: z.object({ register: z.string(), permissions: z.string().nullable() }).nullable(),
})
export type AppRegistration = z.infer<typeof AppRegistration>

/** How the permissions of a sign-in compare with what TenantAtlas needs. */
export const PermissionUse = z.object({
  missingToRead: z.array(z.string()),
  missingToRestore: z.array(z.string()),
  /** Permissions of one's own app registration that TenantAtlas never uses. */
  notNeeded: z.array(z.string()),
})
export type PermissionUse = z.infer<typeof PermissionUse>
