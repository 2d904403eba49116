import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { ArrowDownloadRegular, ArrowUploadRegular, TableRegular } from '@fluentui/react-icons'
import { useContext, useRef, type ReactNode } from 'react'
import type { ReadMappingTable } from '#contract/model/mapping-table.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { TextSaving } from '#renderer/ui/text-saving.ts'
import type { Choices } from './references.ts'
import { words } from './words.ts'

interface Props {
  readonly tenant: Tenant
  readonly planId: string
  readonly choices: Choices
  readonly names: Readonly<Record<string, string>>
  /** Called with what a table says, or with the reason why it couldn't be read. */
  readonly onLoaded: (read: ReadMappingTable) => void
  readonly onFailed: (reason: string) => void
}

/** Saves the mapping as a table, and loads one of ours or of IntuneManagement. */
export function MappingTableMenu({ tenant, planId, choices, names, onLoaded, onFailed }: Props): ReactNode {
  const picker = useRef<HTMLInputElement>(null)
  const saveText = useContext(TextSaving)
  const read = useAction('restore.readMappingTable', onLoaded)
  const written = useAction('restore.mappingTable', ({ text }) =>
    saveText(words.mapping.table.fileName(tenant.name), text),
  )
  const of = { tenantId: tenant.id, planId }
  const said = {
    onError: ({ error }: { error: { message: string; hint?: string | undefined } }) =>
      onFailed([error.message, error.hint].filter(Boolean).join(' ')),
  }
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button size="small" icon={<TableRegular />}>
            {words.mapping.table.menu}
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem icon={<ArrowUploadRegular />} onClick={() => picker.current?.click()}>
              {words.mapping.table.load}
            </MenuItem>
            <MenuItem icon={<ArrowDownloadRegular />} onClick={() => written.mutate({ ...of, choices, names }, said)}>
              {words.mapping.table.save}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      <input
        ref={picker}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={words.mapping.table.load}
        onChange={(event) => {
          const file = event.target.files?.[0]
          // The same file can be chosen again after it was changed.
          event.target.value = ''
          if (file) void file.text().then((text) => read.mutate({ ...of, text }, said))
        }}
      />
    </>
  )
}
