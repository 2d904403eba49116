/** The error answers of Microsoft Graph in words. */
export const words = {
  quoted: (message: string): string => ` Graph says: ${message}`,
  tryAgain: 'Try again. If it fails again, give the request ID to Microsoft Support.',
  redirect: "TenantAtlas didn't follow the redirect. Check the address of the tenant and the network.",
  noAnswer: "Microsoft Graph didn't answer this request.",
  approvalNeeded: {
    message: 'This tenant requires another administrator to approve the change.',
    hint: 'Start the restore with a reason. TenantAtlas sends it to the approving administrator, and the item waits.',
  },
  conditionalAccess: (quote: string) => ({
    message: `A Conditional Access policy of the tenant blocked the sign-in.${quote}`,
    hint: 'Sign in from a device and network that the policy allows, or ask an administrator for an exception.',
  }),
  unauthenticated: {
    message: "Microsoft Graph didn't accept the sign-in.",
    hint: 'Sign in again. An access token is valid for about an hour.',
  },
  notForTenant: {
    message: "The tenant has no Intune license, or its MDM authority isn't set.",
    hint: 'Check the license in the Intune admin center.',
  },
  consent: (quote: string) => ({
    message: `The sign-in doesn't include a permission that Graph needs for this.${quote}`,
    hint: 'Sign in again and consent to the permission, or ask an administrator to consent for the tenant.',
  }),
  noReason: {
    message: 'Graph refused this without a reason.',
    hint: 'Either the tenant has no license for this feature (update profiles need one that includes Windows Autopatch), or the account lacks an Intune role.',
  },
  forbidden: (quote: string) => ({
    message: `The account doesn't have permission to do this in the tenant.${quote}`,
    hint: 'Ask an administrator for the permission or Intune role that Graph names.',
  }),
  gone: (quote: string) => ({
    message: `Graph can't find this object.${quote}`,
    hint: 'It may have been deleted. Sync the tenant.',
  }),
  throttled: {
    message: 'Graph kept asking TenantAtlas to wait.',
    hint: 'Another app may be using up the limit of the tenant. Try again in a few minutes, or when the other app is idle.',
  },
  server: (status: number, code: string) => ({
    message: `Graph returned a server error (${status} ${code}).`,
    hint: 'Try again. If it fails again, give the request ID to Microsoft Support.',
  }),
  refused: (status: number, code: string, quote: string) => ({
    message: `Graph refused the request (${status} ${code}).${quote}`,
    hint: 'Microsoft Support can find the request by its request ID.',
  }),
} as const
