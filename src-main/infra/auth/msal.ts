/** Loaded when somebody signs in: most commands don't, and loading it is much of a start. */
export const msal = (): Promise<typeof import('@azure/msal-node')> => import('@azure/msal-node')
