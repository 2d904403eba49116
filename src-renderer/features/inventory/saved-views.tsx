import {
  Button,
  Field,
  Input,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components'
import { BookmarkRegular, DeleteRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import type { Tenant } from '#contract/model/tenants.ts'
import { queryClient, useAction, useRead } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { everyPolicy, PolicyQuery } from '#renderer/shared/policy-query.ts'
import { words } from './words.ts'

const reload = () => void queryClient.invalidateQueries({ queryKey: ['views.list'] })

/** Named filters of the inventory: open one, save the current one, remove one. */
export function SavedViews({
  tenant,
  query,
  onQuery,
}: {
  readonly tenant: Tenant
  readonly query: PolicyQuery
  readonly onQuery: (query: PolicyQuery) => void
}): ReactNode {
  const views = useRead('views.list', { tenantId: tenant.id })
  const [naming, setNaming] = useState(false)
  const [name, setName] = useState('')
  const save = useAction('views.save', () => {
    setNaming(false)
    setName('')
    reload()
  })
  const remove = useAction('views.remove', reload)
  const current = views.data?.find(
    (view) => JSON.stringify(PolicyQuery.safeParse(view.query).data) === JSON.stringify(query),
  )
  return (
    <>
      <Menu>
        <MenuTrigger>
          <Button icon={<BookmarkRegular />}>{current?.name ?? words.views.button}</Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={() => onQuery(everyPolicy)}>{words.views.all}</MenuItem>
            {views.data?.map((view) => (
              <MenuItem key={view.id} onClick={() => onQuery(PolicyQuery.catch(everyPolicy).parse(view.query))}>
                <span dir="auto">{view.name}</span>
              </MenuItem>
            ))}
            <MenuDivider />
            <MenuItem onClick={() => setNaming(true)}>{words.views.save}</MenuItem>
            {current ? (
              <MenuItem
                icon={<DeleteRegular />}
                onClick={() => remove.mutate({ tenantId: tenant.id, viewId: current.id })}
              >
                {words.views.remove(current.name)}
              </MenuItem>
            ) : null}
          </MenuList>
        </MenuPopover>
      </Menu>
      {naming ? (
        <FormDialog
          title={words.views.dialog.title}
          action={words.views.dialog.action}
          disabled={name.trim() === '' || save.isPending}
          error={save.error}
          onClose={() => setNaming(false)}
          onSubmit={() => save.mutate({ tenantId: tenant.id, name, query: { ...query } })}
        >
          <Field label={words.views.dialog.name} required>
            <Input
              value={name}
              maxLength={100}
              placeholder={words.views.dialog.namePlaceholder}
              onChange={(_event, data) => setName(data.value)}
            />
          </Field>
        </FormDialog>
      ) : null}
    </>
  )
}
