import { ChevronDown12Regular, ChevronRight12Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'

/** The head of a group of rows, which opens and closes it. */
export function SectionHead({
  open,
  onToggle,
  children,
}: {
  readonly open: boolean
  readonly onToggle: () => void
  readonly children: ReactNode
}): ReactNode {
  return (
    <button type="button" className="grid-group row section-head" aria-expanded={open} onClick={onToggle}>
      {open ? <ChevronDown12Regular /> : <ChevronRight12Regular />} {children}
    </button>
  )
}
