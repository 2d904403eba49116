export const words = {
  import: 'Import a backup of another tool',
  title: 'Welcome to TenantAtlas',
  subtitle:
    'Back up a Microsoft Intune tenant to this computer, read it offline, see what changed, and restore any of it after a preview.',
  demo: {
    title: 'Explore the demo tenant',
    body: 'A fictional retailer with almost 200 policies and half a year of changes. Try everything without risk. Works offline, without sign-in.',
    action: 'Open the demo',
    preparing: 'Preparing the demo…',
    empty: 'Open it without a history',
    key: '1',
  },
  connect: {
    title: 'Connect a tenant',
    body: 'Sign in with your browser or a code. TenantAtlas asks for read access only, and the tenant stays read-only until you unlock writing.',
    action: 'Connect a tenant…',
    key: '2',
  },
  local: 'Backups stay on this computer.',
  vault: (vault: string): string => `Secrets are protected by ${vault}.`,
  noVault: "There is no keychain on this computer, so secret values aren't kept.",
  version: (version: string): string => `Version ${version}`,
} as const
