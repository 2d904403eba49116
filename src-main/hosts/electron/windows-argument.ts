/**
 * An argument in quotes, for a command line of Windows. A backslash before a quote escapes it (Microsoft Learn: Parsing
 * C++ command-line arguments).
 */
export const inQuotes = (argument: string): string =>
  `"${argument.replaceAll(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`
