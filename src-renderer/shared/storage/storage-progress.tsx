import { Button, ProgressBar } from '@fluentui/react-components'
import { useEffect, useState, type ReactNode } from 'react'
import { events, type EventData } from '#contract/events.ts'
import { call, onEvent } from '#renderer/api/client.ts'
import { words } from './words.ts'
import './storage.css'

/** Covers the window while the whole database is worked on, because nothing else is answered then. */
export function StorageProgress(): ReactNode {
  const [progress, setProgress] = useState<EventData<'storage.progress'> | null>(null)
  useEffect(
    () =>
      onEvent((event, data) => {
        if (event === 'storage.changed') setProgress(null)
        if (event === 'storage.progress') setProgress(events[event].safeParse(data).data ?? null)
      }),
    [],
  )
  if (progress === null) return null
  const share = progress.total === 0 ? undefined : progress.done / progress.total
  return (
    <div className="storage-progress" role="alertdialog" aria-label={words.progress(progress.work)}>
      <h2>{words.progress(progress.work)}</h2>
      <ProgressBar {...(share === undefined ? {} : { value: share })} />
      <span className="quiet">{share === undefined ? '' : words.percent(share)}</span>
      {progress.canStop ? (
        <Button onClick={() => void call('storage.stop', {})}>
          {progress.work === 'update' ? words.skip : words.stop}
        </Button>
      ) : null}
    </div>
  )
}
