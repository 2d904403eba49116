import { useEffect, useRef, type ReactNode } from 'react'
import { useDark } from '../theme.tsx'
import { createDiff, createViewer, setMonacoTheme } from './monaco.ts'

export interface CodeProps {
  readonly value: string
  /** With it the view is a diff from `value` to `other`. */
  readonly other?: string
  readonly language?: string
  readonly label: string
  readonly sideBySide?: boolean
  readonly fold?: boolean
}

/** Code in Monaco, read-only. Import it lazily: Monaco is most of the bundle. */
export function CodeView({
  value,
  other,
  language = 'json',
  label,
  sideBySide = true,
  fold = true,
}: CodeProps): ReactNode {
  const host = useRef<HTMLDivElement>(null)
  const dark = useDark()
  useEffect(() => setMonacoTheme(dark), [dark])
  useEffect(() => {
    if (!host.current) return undefined
    return other === undefined
      ? createViewer(host.current, value, language, label)
      : createDiff(host.current, value, other, { sideBySide, fold })
  }, [value, other, language, label, sideBySide, fold])
  return <div ref={host} className="code" data-code={other === undefined ? language : 'diff'} />
}
