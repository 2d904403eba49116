import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { Sort } from './grid-rows.ts'

interface TableChoices {
  /** How somebody sorted a table, by its name. */
  readonly sorts: Readonly<Record<string, Sort>>
  /** Columns that somebody hid, by the name of the table. */
  readonly hidden: Readonly<Record<string, readonly string[]>>
  /** The column that somebody grouped a table by, by its name; empty for no groups. */
  readonly groups: Readonly<Record<string, string>>
  /** @param sort null for the order that the table has by itself */
  sort(table: string, sort: Sort | null): void
  hide(table: string, columns: readonly string[]): void
  /** @param column null for the groups that the table has by itself */
  group(table: string, column: string | null): void
}

/** What somebody chose for each table stays when the screen is left, and for the next window. */
export const useTableChoices = create<TableChoices>()(
  persist(
    (set) => ({
      sorts: {},
      hidden: {},
      groups: {},
      sort: (table, sort) =>
        set(({ sorts: { [table]: _before, ...others } }) => ({
          sorts: sort === null ? others : { ...others, [table]: sort },
        })),
      group: (table, column) =>
        set(({ groups: { [table]: _before, ...others } }) => ({
          groups: column === null ? others : { ...others, [table]: column },
        })),
      hide: (table, columns) => set(({ hidden }) => ({ hidden: { ...hidden, [table]: columns } })),
    }),
    { name: 'tables', partialize: ({ sorts, hidden, groups }) => ({ sorts, hidden, groups }) },
  ),
)
