import { Button, Menu, MenuItemCheckbox, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { TableSettingsRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { words } from './words.ts'

interface Props {
  /** The name of the table. */
  readonly label: string
  readonly columns: readonly { readonly key: string; readonly title: ReactNode }[]
  readonly hidden: readonly string[]
  readonly onHidden: (columns: readonly string[]) => void
}

/** Which columns a table shows. The first one stays, and one without a written head belongs to the others. */
export function ChooseColumns({ label, columns, hidden, onHidden }: Props): ReactNode {
  const named = columns.filter((column) => typeof column.title === 'string').slice(1)
  if (named.length === 0) return null
  const title = words.chooseColumns(label)
  return (
    <Menu
      checkedValues={{ columns: named.filter(({ key }) => !hidden.includes(key)).map(({ key }) => key) }}
      onCheckedValueChange={(_event, { checkedItems }) =>
        // Columns of another layout of the table stay as somebody chose.
        onHidden([
          ...hidden.filter((key) => named.every((column) => column.key !== key)),
          ...named.filter(({ key }) => !checkedItems.includes(key)).map(({ key }) => key),
        ])
      }
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="transparent"
          size="small"
          icon={<TableSettingsRegular />}
          aria-label={title}
          title={title}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {named.map((column) => (
            <MenuItemCheckbox key={column.key} name="columns" value={column.key}>
              {column.title}
            </MenuItemCheckbox>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
