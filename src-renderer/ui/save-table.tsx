import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { ArrowDownloadRegular } from '@fluentui/react-icons'
import { createContext, useContext, type ReactNode } from 'react'
import type { Table } from './table-file.ts'
import { words } from './words.ts'

/** Saves a table as a file. The rows are only made once somebody asked for them; what goes wrong is said there. */
export type TableSaver = (name: string, format: 'csv' | 'json', table: () => Promise<Table>) => void

/** Who saves tables. Without it, tables can't be saved. */
export const TableSaving = createContext<TableSaver | null>(null)

interface Props {
  /** The name of the table, and of the file. */
  readonly label: string
  readonly table: () => Table | Promise<Table>
}

/** Saves a table as a file, with all of its rows. */
export function SaveTable({ label, table }: Props): ReactNode {
  const save = useContext(TableSaving)
  if (save === null) return null
  const title = words.saveTable.open(label)
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="transparent"
          size="small"
          icon={<ArrowDownloadRegular />}
          aria-label={title}
          title={title}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem onClick={() => save(label, 'csv', async () => table())}>{words.saveTable.csv}</MenuItem>
          <MenuItem onClick={() => save(label, 'json', async () => table())}>{words.saveTable.json}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
