/** Errors that the page itself reports, without the core. */
export const words = {
  disconnected: {
    message: 'The connection to TenantAtlas was lost.',
    hint: 'TenantAtlas tries to reconnect every second.',
  },
  tooLarge: { message: 'The request is too large.', hint: 'Select fewer items.' },
} as const
