import { useEffect, useRef, type ReactNode } from 'react'
import { useDark } from '../theme.tsx'
import { createViewer, setMonacoTheme } from './monaco.ts'

export interface CodeProps {
  readonly value: string
  readonly language?: string
  readonly label: string
}

/** Code in Monaco, read-only. Import it lazily: Monaco is most of the bundle. */
export function CodeView({ value, language = 'json', label }: CodeProps): ReactNode {
  const host = useRef<HTMLDivElement>(null)
  const dark = useDark()
  useEffect(() => setMonacoTheme(dark), [dark])
  useEffect(
    () => (host.current ? createViewer(host.current, value, language, label) : undefined),
    [value, language, label],
  )
  return <div ref={host} className="code" data-code={language} />
}
