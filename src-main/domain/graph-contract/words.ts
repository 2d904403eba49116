/** What requests for links are for. */
export const words = {
  link: (name: string): string => `Link ${name}`,
  unlink: (name: string): string => `Unlink ${name}`,
} as const
