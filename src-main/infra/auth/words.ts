const signInAgain = 'Sign in again.'
const wrongAccount = {
  message: "This account doesn't belong to the tenant.",
  hint: 'Sign in with an account of the tenant.',
}
const declined = { message: 'The sign-in was declined.', hint: 'Sign in again and accept the request, or cancel.' }
const startAgain = { message: 'The sign-in was declined.', hint: "Start again when you're ready." }
const codeExpired = { message: 'The code has expired.', hint: 'Start again to get a new code.' }
const noConsent = {
  message: "The permissions that the app needs haven't been granted.",
  hint: 'Ask an administrator to grant consent, or use only permissions already granted.',
}
const offlineStillWorks = 'You can still read everything that has been captured.'

/** What signing in and getting tokens say. */
export const words = {
  /** By the number of Entra's error, `AADSTS…` (G-12). */
  byNumber: {
    50020: wrongAccount,
    50034: { message: "This account doesn't exist in the tenant.", hint: 'Sign in with an account of the tenant.' },
    50076: {
      message: 'The tenant requires multifactor authentication.',
      hint: 'Sign in again and approve the request.',
    },
    50105: { message: "The account isn't assigned to the app.", hint: 'Ask an administrator to assign it to the app.' },
    50173: { message: 'An administrator or a password change ended the sign-in.', hint: signInAgain },
    53003: {
      message: 'A Conditional Access policy of the tenant blocks this sign-in.',
      hint: 'Use a device or network that the policy allows, or sign in another way.',
    },
    65001: noConsent,
    65004: declined,
    70000: { message: 'The sign-in was declined on the other device.', hint: startAgain.hint },
    70020: codeExpired,
    70043: { message: 'The tenant requires a more recent sign-in.', hint: signInAgain },
    700016: {
      message: "The tenant doesn't have this app registration.",
      hint: 'Check the client ID, and whether the app registration is in the same cloud as the tenant.',
    },
    700027: {
      message: "The certificate doesn't belong to the app registration.",
      hint: 'Upload the certificate to the app registration, or use another certificate.',
    },
    7000215: {
      message: 'The client secret is wrong.',
      hint: 'Enter its value, not its ID, in the settings of the tenant.',
    },
    7000222: {
      message: 'The client secret has expired.',
      hint: 'Make a new one in the app registration, and enter it in the settings of the tenant.',
    },
    7000218: {
      message: "The app registration doesn't allow public client flows.",
      hint: 'Turn on "Allow public client flows" in the app registration, or sign in with the browser.',
    },
    90002: { message: "This tenant doesn't exist.", hint: 'Check the tenant ID or domain, and the cloud.' },
    90072: wrongAccount,
  },

  /** By the error code of msal, or of the sign-in service. */
  byCode: {
    endpoints_resolution_error: {
      message: "The sign-in service can't be reached, or doesn't know this tenant.",
      hint: `Check the network, the cloud and the tenant ID. ${offlineStillWorks}`,
    },
    network_error: {
      message: "The sign-in service can't be reached.",
      hint: `Check the network. ${offlineStillWorks}`,
    },
    authorization_declined: startAgain,
    access_denied: declined,
    consent_required: noConsent,
    expired_token: codeExpired,
    device_code_expired: codeExpired,
    user_timeout_reached: { message: 'The sign-in timed out.', hint: 'Start again.' },
    user_canceled: { message: 'The sign-in was canceled.', hint: startAgain.hint },
    no_network_connectivity: {
      message: "The sign-in service can't be reached.",
      hint: `Check the network. ${offlineStillWorks}`,
    },
    no_account_found: { message: 'Windows no longer knows this account.', hint: signInAgain },
    interaction_required: { message: 'Microsoft wants to see you at a sign-in.', hint: signInAgain },
    no_tokens_found: { message: "You aren't signed in.", hint: 'Sign in to the tenant.' },
  },

  unreachable: (cause: string) => ({
    message: `The sign-in service can't be reached (${cause}).`,
    hint: "Check the network, and whether this computer trusts the service's certificate.",
  }),
  failed: (tenant: string, cause: string): string => `The sign-in to ${tenant} failed (${cause}).`,
  signInAgain,
  tryAgain: 'Try again. If it fails again, give the ID to Microsoft Support.',

  notSignedIn: (tenant: string) => ({ message: `You aren't signed in to ${tenant}.`, hint: 'Sign in to the tenant.' }),
  noWriteAccess: (tenant: string) => ({
    message: `The sign-in to ${tenant} doesn't include write access.`,
    hint: 'Sign in again and ask for write access. An administrator may have to consent.',
  }),
  codeNotUsed: { message: 'The code was not entered in time.', hint: 'Start again.' },
  cancelled: 'The sign-in was canceled.',
  wrongTenant: (tenant: string, other: string) => ({
    message: `You signed in to ${other} instead of ${tenant}.`,
    hint: 'Sign in to the right tenant. Nothing was read or written.',
  }),
  noBroker: {
    message: 'Windows has no accounts to sign in with here.',
    hint: 'Sign in with the browser or a code.',
  },
  noToken: { message: 'The sign-in service returned no access token.', hint: signInAgain },

  lookUp: {
    unreachable: {
      message: "The sign-in service can't be reached.",
      hint: "Check the network and the cloud, and whether this computer trusts the service's certificate.",
    },
    noTenant: (idOrDomain: string) => ({
      message: `There is no tenant "${idOrDomain}" in this cloud.`,
      hint: 'Enter the tenant ID or one of its domains, for example contoso.onmicrosoft.com.',
    }),
  },

  /** The page in the browser after a sign-in. */
  page: {
    signedIn: { title: 'Signed in', body: 'You can close this window and return to TenantAtlas.' },
    failed: { title: 'Not signed in', body: 'Close this window and return to TenantAtlas to see the reason.' },
  },

  secret: {
    lost: (tenant: string) => ({
      message: `The client secret of ${tenant} can't be opened.`,
      hint: 'The keychain or the passphrase has changed. Enter the client secret again in the settings of the tenant.',
    }),
  },

  certificate: {
    unreadable: (file: string) => ({
      message: `The certificate file ${file} can't be read.`,
      hint: 'Choose a PEM file with the certificate and its private key.',
    }),
    incomplete: (file: string) => ({
      message: `The file ${file} must contain a certificate and its private key in PEM format.`,
      hint: 'To convert a .pfx file, run: openssl pkcs12 -in file.pfx -out file.pem',
    }),
    otherKey: (file: string): string => `The private key in ${file} doesn't belong to its certificate.`,
    notInStore: (thumbprint: string) => ({
      message: `The certificate store has no certificate with the thumbprint ${thumbprint} and a private key.`,
      hint: 'Install it for this user, or choose another certificate.',
    }),
    restricted: {
      message:
        "Windows PowerShell may only run restricted scripts on this computer (Constrained Language Mode), so its certificate store can't be used.",
      hint: 'Use a PEM file with the certificate and its private key.',
    },
    storeRefused: (said: string) => ({
      message: `Windows refused to use the certificate (${said}).`,
      hint: 'Check that this user may read its private key, and that the key is in a current key storage provider (CNG). A PEM file works too.',
    }),
    noStore: {
      message: 'This computer has no certificate store that TenantAtlas can sign with.',
      hint: 'Connect the tenant with a PEM file, or use the computer that has the certificate.',
    },
    locked: (file: string) => ({
      message: `The private key in ${file} can't be opened.`,
      hint: 'Check the passphrase in the environment variable that you entered for it.',
    }),
  },

  environment: {
    noVariable: '(none)',
    expired: (tenant: string, variable: string) => ({
      message: `Graph requires a new access token for ${tenant}.`,
      hint: `Set the environment variable ${variable} to a new access token.`,
    }),
    missing: (tenant: string, variable: string) => ({
      message: `There is no access token for ${tenant}.`,
      hint: `Set the environment variable ${variable} to a Graph access token for the tenant.`,
    }),
  },
} as const
