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

const reload = () => void queryClient.invalidateQueries({ queryKey: ['views.list'] })

/** Filters of the inventory by a name: open one, keep the present one, take one away. */
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
          <Button icon={<BookmarkRegular />}>{current?.name ?? 'Views'}</Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={() => onQuery(everyPolicy)}>All objects</MenuItem>
            {views.data?.map((view) => (
              <MenuItem key={view.id} onClick={() => onQuery(PolicyQuery.catch(everyPolicy).parse(view.query))}>
                <span dir="auto">{view.name}</span>
              </MenuItem>
            ))}
            <MenuDivider />
            <MenuItem onClick={() => setNaming(true)}>Save this view…</MenuItem>
            {current ? (
              <MenuItem
                icon={<DeleteRegular />}
                onClick={() => remove.mutate({ tenantId: tenant.id, viewId: current.id })}
              >
                Remove {current.name}
              </MenuItem>
            ) : null}
          </MenuList>
        </MenuPopover>
      </Menu>
      {naming ? (
        <FormDialog
          title="Save this view"
          action="Save the view"
          disabled={name.trim() === '' || save.isPending}
          error={save.error}
          onClose={() => setNaming(false)}
          onSubmit={() => save.mutate({ tenantId: tenant.id, name, query: { ...query } })}
        >
          <Field label="Name" required>
            <Input
              value={name}
              maxLength={100}
              placeholder="Windows, changed this month"
              onChange={(_event, data) => setName(data.value)}
            />
          </Field>
        </FormDialog>
      ) : null}
    </>
  )
}
