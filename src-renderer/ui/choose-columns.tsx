import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItemCheckbox,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components'
import { TableSettingsRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { words } from './words.ts'

interface Props {
  /** The name of the table. */
  readonly label: string
  readonly columns: readonly { readonly key: string; readonly title: ReactNode }[]
  readonly hidden: readonly string[]
  readonly onHidden: (columns: readonly string[]) => void
  /** What the table can be grouped by: a key, and how it is called. */
  readonly groupings: readonly (readonly [key: string, title: ReactNode])[]
  readonly grouping: string
  readonly onGrouping: (key: string) => void
}

/**
 * Which columns a table shows, and what it is grouped by. The first column stays, and one without a written head belongs
 * to the others.
 */
export function ChooseColumns({ label, columns, hidden, onHidden, groupings, grouping, onGrouping }: Props): ReactNode {
  const named = columns.filter((column) => typeof column.title === 'string').slice(1)
  const title = words.chooseColumns(label)
  if (named.length === 0) return null
  return (
    <Menu
      checkedValues={{
        columns: named.filter(({ key }) => !hidden.includes(key)).map(({ key }) => key),
        grouping: [grouping],
      }}
      onCheckedValueChange={(_event, { name, checkedItems }) =>
        name === 'grouping'
          ? onGrouping(checkedItems[0] ?? '')
          : // Columns of another layout of the table stay as somebody chose.
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
          <MenuGroup>
            <MenuGroupHeader>{words.columns}</MenuGroupHeader>
            {named.map((column) => (
              <MenuItemCheckbox key={column.key} name="columns" value={column.key}>
                {column.title}
              </MenuItemCheckbox>
            ))}
          </MenuGroup>
          {groupings.length < 2 ? null : (
            <>
              <MenuDivider />
              <MenuGroup>
                <MenuGroupHeader>{words.groupBy}</MenuGroupHeader>
                {groupings.map(([key, name]) => (
                  <MenuItemRadio key={key} name="grouping" value={key}>
                    {name}
                  </MenuItemRadio>
                ))}
              </MenuGroup>
            </>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
