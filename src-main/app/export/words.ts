import { counted } from '#domain/counted.ts'

/** A policy in the message of a commit, and who changed it. */
export interface PolicyChange {
  readonly what: 'new' | 'changed' | 'renamed' | 'removed'
  readonly name: string
  /** Name of its type. */
  readonly type: string
  readonly by: readonly string[]
}

const policies = (count: number): string => counted(count, 'policy', 'policies')
const kinds = ['new', 'changed', 'renamed', 'removed'] as const
const headings = { new: 'New', changed: 'Changed', renamed: 'Renamed', removed: 'Removed' } as const
/** A name on a line of its own, and not longer than a line. */
const oneLine = (name: string): string =>
  name
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replace(/^(.{150}).+$/su, '$1…')

export const words = {
  writing: 'Updating the git folder',
  firstCommit: (tenant: string, count: number): string => `${oneLine(tenant)}: ${policies(count)}`,
  /** The start of a trailer of the message (git docs: interpret-trailers). */
  exported: (tenantId: string): string => `Exported-From: ${tenantId} `,
  /** A subject with figures, and a line for each policy. */
  commit: (tenant: string, changes: readonly PolicyChange[], most: number): string => {
    const figures = kinds.flatMap((what) => {
      const count = changes.filter((change) => change.what === what).length
      return count === 0 ? [] : [`${count} ${what}`]
    })
    const lines = changes
      .slice(0, most)
      .map(
        ({ what, name, type, by }) =>
          `${headings[what]}: ${oneLine(name)} (${type})${by.length === 0 ? '' : `, by ${by.map(oneLine).join(', ')}`}`,
      )
    const more = changes.length > most ? [`… and ${policies(changes.length - most)} more`] : []
    // What changed belongs to no policy, such as the list of files.
    if (changes.length === 0) return `${oneLine(tenant)}: files updated`
    return [`${oneLine(tenant)}: ${figures.join(', ')}`, '', ...lines, ...more].join('\n')
  },
  otherTenant: (folder: string) => ({
    message: `${folder} contains the export of another tenant, so nothing was written.`,
    hint: 'Use a separate folder for each tenant.',
  }),
} as const
