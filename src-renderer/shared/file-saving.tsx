import { Toast, ToastBody, Toaster, ToastTitle, useId, useToastController } from '@fluentui/react-components'
import { useCallback, type ReactNode } from 'react'
import { csv } from '#contract/csv.ts'
import { toAppError } from '#contract/errors.ts'
import { CallError } from '#renderer/api/client.ts'
import { TableSaving, type TableSaver } from '#renderer/ui/save-table.tsx'
import { tableJson } from '#renderer/ui/table-file.ts'
import { TextSaving, type TextSaver } from '#renderer/ui/text-saving.ts'
import { save } from './save.ts'
import { words } from './words.ts'

/** Excel separates by semicolons where the system writes numbers with a comma. */
const separator = new Intl.NumberFormat()
  .formatToParts(0.5)
  .some(({ type, value }) => type === 'decimal' && value === ',')
  ? ';'
  : ','

/** Saves tables and texts as files, and says why when that fails. */
export function FileSaving({ children }: { readonly children: ReactNode }): ReactNode {
  const toaster = useId('files')
  const { dispatchToast } = useToastController(toaster)
  const orSayWhy = useCallback(
    (name: string, saved: Promise<void>) => {
      saved.catch((error: unknown) => {
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
  const saveTable = useCallback<TableSaver>(
    (name, format, table) => {
      const saveIt = async () =>
        format === 'csv'
          ? save(`${name}.csv`, csv(await table(), separator))
          : save(`${name}.json`, tableJson(await table()), 'application/json')
      orSayWhy(name, saveIt())
    },
    [orSayWhy],
  )
  const saveText = useCallback<TextSaver>(
    (name, text) => orSayWhy(name, save(name, text, 'text/plain;charset=utf-8')),
    [orSayWhy],
  )
  return (
    <TableSaving value={saveTable}>
      <TextSaving value={saveText}>{children}</TextSaving>
      <Toaster toasterId={toaster} position="bottom-start" offset={{ vertical: 44, horizontal: 12 }} />
    </TableSaving>
  )
}
