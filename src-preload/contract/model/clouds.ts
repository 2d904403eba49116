import { z } from 'zod'

export const Cloud = z.enum(['global', 'gccHigh', 'dod', 'china', 'custom'])
export type Cloud = z.infer<typeof Cloud>

/**
 * Addresses of the clouds (G-2), with the Entra admin center of each (Microsoft Learn: Entra FAQ). The user enters the
 * addresses of a custom cloud.
 */
export const clouds: Readonly<
  Record<
    Exclude<Cloud, 'custom'>,
    { readonly title: string; readonly graphUrl: string; readonly authority: string; readonly adminCenter: string }
  >
> = {
  global: {
    title: 'Global (also GCC)',
    graphUrl: 'https://graph.microsoft.com',
    authority: 'https://login.microsoftonline.com',
    adminCenter: 'https://entra.microsoft.com',
  },
  gccHigh: {
    title: 'US Government L4 (GCC High)',
    graphUrl: 'https://graph.microsoft.us',
    authority: 'https://login.microsoftonline.us',
    adminCenter: 'https://entra.microsoft.us',
  },
  dod: {
    title: 'US Government L5 (DoD)',
    graphUrl: 'https://dod-graph.microsoft.us',
    authority: 'https://login.microsoftonline.us',
    adminCenter: 'https://entra.microsoft.us',
  },
  china: {
    title: 'China (21Vianet)',
    graphUrl: 'https://microsoftgraph.chinacloudapi.cn',
    authority: 'https://login.chinacloudapi.cn',
    adminCenter: 'https://entra.microsoftonline.cn',
  },
}

/** Microsoft Graph Command Line Tools: a public client that many tenants already trust (G-5). */
export const wellKnownClientId = '14d82eec-204b-4c2f-b7e8-296a70dab67e'

/** How the app gets a token for a tenant. An imported one is an export of another tool, which nobody signs in to. */
export const SignInKind = z.enum(['person', 'app', 'environment', 'demo', 'imported'])
export type SignInKind = z.infer<typeof SignInKind>

/** How a person signs in: the system browser, a code on another device, or an account of Windows through its broker. */
export const SignInWay = z.enum(['browser', 'deviceCode', 'broker'])
export type SignInWay = z.infer<typeof SignInWay>

/** What a sign-in can do: read, also write, also create and change groups, or only what has already been granted. */
export const Access = z.enum(['read', 'write', 'writeGroups', 'consented'])
export type Access = z.infer<typeof Access>
