const incompleteList = "Try again. The list wasn't complete."

/** What the client of Microsoft Graph says. */
export const words = {
  cancelled: 'The run was canceled.',
  unknownTenant: 'an unknown tenant',
  wrongTenant: (tenant: string, other: string) => ({
    message: `The sign-in belongs to ${other}, not to ${tenant}.`,
    hint: 'Sign in to the right tenant. Nothing was read or written.',
  }),

  importedTenant: (tenant: string) => ({
    message: `${tenant} was imported from files, so there is no tenant to connect to.`,
    hint: 'Restore its backup sets into a tenant that you are connected to, or import a newer export.',
  }),

  /** Answers that are no answer, and links that aren't followed. */
  answers: {
    unreachable: (cause: string) => ({
      message: `Microsoft Graph can't be reached (${cause}).`,
      hint: 'Check the address and the network. You can still read everything that has been captured.',
    }),
    none: (cause: string) => ({
      message: `Microsoft Graph didn't answer this request (${cause}).`,
      hint: 'Other requests were answered. Try again later.',
    }),
    redirect: { message: 'Graph redirected the request to another address.' },
    redirected: 'Graph redirected the request',
    foreignLink: {
      message: 'Graph returned a link to the next page that points to another service.',
      hint: "TenantAtlas didn't follow the link and didn't send the access token. Check the address of the tenant.",
    },
    sameLink: { message: 'Graph returned the same link to the next page again and again.', hint: incompleteList },
    samePage: { message: 'Graph returned the same page again and again.', hint: incompleteList },
    noList: { message: 'Graph returned a list without its content.', hint: incompleteList },
    noMetadata: "the service didn't publish its types",
    notJson: "the answer isn't JSON",
    timeout: 'no answer in time',
    noReason: 'unknown',
  },

  /** Writes whose outcome isn't known. */
  writes: {
    lost: (method: string, cause: string): string => `Graph didn't confirm the ${method} request (${cause}).`,
    serverError: (status: number, code: string): string =>
      `Graph returned ${status} ${code}. The change may have been made.`,
  },
} as const
