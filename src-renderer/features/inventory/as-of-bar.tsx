import { Button } from '@fluentui/react-components'
import { HistoryRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { at, exactly } from '#renderer/ui/format.ts'
import { MomentInput } from '#renderer/ui/moment-input.tsx'

/** Says that the past is shown, and moves through it. */
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
        The tenant as captures saw it <b title={exactly(moment)}>{at(moment)}</b>
        {objects === undefined ? '' : objects === 0 ? ': nothing was captured until then' : ''}.
        {purgedBefore !== null && moment < purgedBefore ? (
          <>
            {' '}
            <b>Not whole:</b> versions from before {at(purgedBefore)} were purged.
          </>
        ) : null}
      </span>
      <MomentInput label="Moment" moment={moment} onMoment={go} />
      <span className="row end">
        <Button size="small" onClick={() => navigate(`/compare/${encodeURIComponent(moment)}`)}>
          Compare with now
        </Button>
        <Button size="small" onClick={() => navigate('/inventory')}>
          Back to now
        </Button>
      </span>
    </div>
  )
}
