import { counted } from '#domain/counted.ts'
import type { Salvaged } from '#infra/store/salvage/salvage.ts'

/** What the commands for the database say. */
export const words = {
  description: 'Show and use the daily copies of the database',
  copies: {
    description: 'List the copies of the last three days',
    none: 'There are no copies yet. The app makes one each day while it is open.',
    columns: ['Copy', 'Bytes'],
  },
  useCopy: {
    description: 'Put a copy in the place of the database, which is moved aside',
    result: (name: string, movedTo: string): string => `${name} is the database now. The old one is in ${movedTo}.`,
  },
  salvage: {
    description: 'Read what is whole in a damaged database into a new one, which takes its place',
    result: ({ saved, lost, pages, versions }: Salvaged, movedTo: string): string[] => [
      `${counted(saved['versions'] ?? 0, 'version')} of ${counted(saved['policies'] ?? 0, 'policy', 'policies')} are whole. The damaged database is in ${movedTo}.`,
      ...(pages === 0 ? [] : [`${counted(pages, 'page')} of the file couldn't be read.`]),
      ...Object.entries(lost).map(([table, rows]) => `Lost in ${table.replaceAll('_', ' ')}: ${counted(rows, 'row')}`),
      ...versions.map(({ type, name, number }) => `Lost: ${name} (${type}), version ${number}`),
    ],
  },
} as const
