import { Button } from '@fluentui/react-components'
import { HistoryRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { at, exactly } from '#renderer/ui/format.ts'
import { MomentInput } from '#renderer/ui/moment-input.tsx'
import { words } from './words.ts'

/** Shows which point in time is displayed, and changes it. */
export function AsOfBar({
  moment,
  objects,
  purgedBefore,
}: {
  readonly purgedBefore: string | null
  readonly moment: string
  readonly objects: number | undefined
}): ReactNode {
  const [, navigate] = useLocation()
  const go = (next: string) => navigate(`/inventory/as-of/${encodeURIComponent(next)}`)
  return (
    <div className="pane notice as-of" role="note">
      <HistoryRegular fontSize={20} />
      <span>
        {words.asOf.title(objects === 0)} <b title={exactly(moment)}>{at(moment)}</b>.
        {purgedBefore !== null && moment < purgedBefore ? (
          <>
            {' '}
            <b>{words.asOf.purged}</b> {words.asOf.purgedDetail(at(purgedBefore))}
          </>
        ) : null}
      </span>
      <MomentInput label={words.asOf.moment} moment={moment} onMoment={go} />
      <span className="row end">
        <Button size="small" onClick={() => navigate(`/compare/${encodeURIComponent(moment)}`)}>
          {words.asOf.compare}
        </Button>
        <Button size="small" onClick={() => navigate('/inventory')}>
          {words.asOf.back}
        </Button>
      </span>
    </div>
  )
}
