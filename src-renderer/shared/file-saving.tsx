import { Toast, ToastBody, Toaster, ToastTitle, useId, useToastController } from '@fluentui/react-components'
import { useCallback, type ReactNode } from 'react'
import { csv } from '#contract/csv.ts'
import { toAppError } from '#contract/errors.ts'
import { CallError } from '#renderer/api/client.ts'
import { TableSaving, type TableSaver } from '#renderer/ui/save-table.tsx'
import { tableJson } from '#renderer/ui/table-file.ts'
import { save } from './save.ts'
import { words } from './words.ts'

/** Excel separates by semicolons where the system writes numbers with a comma. */
const separator = new Intl.NumberFormat()
  .formatToParts(0.5)
  .some(({ type, value }) => type === 'decimal' && value === ',')
  ? ';'
  : ','

/** Saves tables as files, and says why when that fails. */
export function FileSaving({ children }: { readonly children: ReactNode }): ReactNode {
  const toaster = useId('files')
  const { dispatchToast } = useToastController(toaster)
  const saver = useCallback<TableSaver>(
    (name, format, table) => {
      const saveIt = async () =>
        format === 'csv'
          ? save(`${name}.csv`, csv(await table(), separator))
          : save(`${name}.json`, tableJson(await table()), 'application/json')
      saveIt().catch((error: unknown) => {
        const { message, hint } = error instanceof CallError ? error.error : toAppError(error)
        dispatchToast(
          <Toast>
            <ToastTitle>{words.notSaved(name)}</ToastTitle>
            <ToastBody>{[message, hint].filter(Boolean).join(' ')}</ToastBody>
          </Toast>,
          { intent: 'error' },
        )
      })
    },
    [dispatchToast],
  )
  return (
    <TableSaving value={saver}>
      {children}
      <Toaster toasterId={toaster} position="bottom-start" offset={{ vertical: 44, horizontal: 12 }} />
    </TableSaving>
  )
}
