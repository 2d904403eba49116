/** What a report can't be made for. */
export const words = {
  noVersion: "This version doesn't exist.",
  noSet: "This backup set doesn't exist.",
  noBaseline: "This baseline doesn't exist.",
  noRestore: "This run isn't a restore, or doesn't exist.",
  badLogo: (path: string) => ({
    message: `${path} is no PNG or JPEG image.`,
    hint: 'Choose an image of at most 2 MB, or leave the logo out.',
  }),
} as const
