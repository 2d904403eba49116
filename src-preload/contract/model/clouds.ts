import { z } from 'zod'

export const Cloud = z.enum(['global', 'gccHigh', 'dod', 'china', 'custom'])
export type Cloud = z.infer<typeof Cloud>

/** Where a cloud answers (G-2). A custom one is named by the user. */
export const clouds: Readonly<
  Record<Exclude<Cloud, 'custom'>, { readonly title: string; readonly graphUrl: string; readonly authority: string }>
> = {
  global: {
    title: 'Global (also GCC)',
    graphUrl: 'https://graph.microsoft.com',
    authority: 'https://login.microsoftonline.com',
  },
  gccHigh: {
    title: 'US Government L4 (GCC High)',
    graphUrl: 'https://graph.microsoft.us',
    authority: 'https://login.microsoftonline.us',
  },
  dod: {
    title: 'US Government L5 (DoD)',
    graphUrl: 'https://dod-graph.microsoft.us',
    authority: 'https://login.microsoftonline.us',
  },
  china: {
    title: 'China (21Vianet)',
    graphUrl: 'https://microsoftgraph.chinacloudapi.cn',
    authority: 'https://login.chinacloudapi.cn',
  },
}

/** Microsoft Graph Command Line Tools: a public client that many tenants have consented to already (G-5). */
export const wellKnownClientId = '14d82eec-204b-4c2f-b7e8-296a70dab67e'

/** How the app gets a token for a tenant. */
export const SignInKind = z.enum(['person', 'app', 'environment', 'demo'])
export type SignInKind = z.infer<typeof SignInKind>

/** What a sign-in may do: read, also write, or just what an administrator has consented to before. */
export const Access = z.enum(['read', 'write', 'consented'])
export type Access = z.infer<typeof Access>
