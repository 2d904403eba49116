import { Button } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import type { StorageState } from '#contract/model/storage.ts'
import { bytes } from '#renderer/ui/format.ts'
import { ConfirmWork } from './confirm-work.tsx'
import { words } from './words.ts'

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' })

/** The day of a copy, from its name: `atlas-2026-11-29.db`. */
const dayOf = (name: string): string => day.format(new Date(name.slice('atlas-'.length, -'.db'.length)))

/** The daily copies of the database, each with the way back to it. */
export function Copies({ state }: { readonly state: Pick<StorageState, 'copies'> }): ReactNode {
  const [using, setUsing] = useState<string | null>(null)
  if (state.copies.length === 0) return words.noCopies
  return (
    <>
      {state.copies.map(({ name, size }) => (
        <div key={name} className="row wrap">
          <span>{dayOf(name)}</span>
          <span className="quiet small">{bytes(size)}</span>
          <Button size="small" aria-label={words.useCopyOf(dayOf(name))} onClick={() => setUsing(name)}>
            {words.useCopy}
          </Button>
        </div>
      ))}
      {using === null ? null : (
        <ConfirmWork
          text={{ ...words.useCopyDialog, title: words.useCopyDialog.title(dayOf(using)) }}
          method="storage.useCopy"
          input={{ name: using }}
          onClose={() => setUsing(null)}
        />
      )}
    </>
  )
}
