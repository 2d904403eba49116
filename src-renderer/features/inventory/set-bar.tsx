import { Button } from '@fluentui/react-components'
import { ArchiveRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { BackupSet } from '#contract/model/backups.ts'
import { at, exactly } from '#renderer/ui/format.ts'
import { words } from './words.ts'

/** Shows which backup set is displayed, and the way back to it. */
export function SetBar({ set }: { readonly set: BackupSet }): ReactNode {
  const [, navigate] = useLocation()
  return (
    <div className="pane notice as-of" role="note">
      <ArchiveRegular fontSize={20} />
      <span>
        {words.ofSet.title} <b dir="auto">{set.name}</b>,{' '}
        <span title={exactly(set.createdAt)}>{at(set.createdAt)}</span>.
      </span>
      <span className="row end">
        <Button size="small" onClick={() => navigate(`/compare/set-${set.id}`)}>
          {words.asOf.compare}
        </Button>
        <Button size="small" onClick={() => navigate(`/backups/${set.id}`)}>
          {words.ofSet.back}
        </Button>
      </span>
    </div>
  )
}
