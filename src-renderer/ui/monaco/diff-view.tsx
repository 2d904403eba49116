import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useDark } from '../theme.tsx'
import { TextDiffBar, type TextDiffProps } from '../text-diff-bar.tsx'
import { createDiff, setMonacoTheme, type DiffOptions, type ShownDiff } from './monaco.ts'

const asFirst: DiffOptions = { sideBySide: true, fold: true, ignoresWhitespace: false }

/** Two texts line by line in Monaco, read-only, with what a person needs to go through the changes. */
export function DiffView({ before, after, language = 'json', label, name }: TextDiffProps): ReactNode {
  const host = useRef<HTMLDivElement>(null)
  const shown = useRef<ShownDiff | null>(null)
  const [options, setOptions] = useState(asFirst)
  const [isSwapped, setSwapped] = useState(false)
  const [changes, setChanges] = useState<number | null>(null)
  const dark = useDark()
  const [left, right] = isSwapped ? [after, before] : [before, after]
  useEffect(() => setMonacoTheme(dark), [dark])
  useEffect(() => {
    if (!host.current) return undefined
    setChanges(null)
    const diff = createDiff(host.current, { before: left.text, after: right.text, language, label }, setChanges)
    shown.current = diff
    return () => {
      shown.current = null
      diff.dispose()
    }
  }, [left.text, right.text, language, label])
  useEffect(() => shown.current?.show(options), [options, left.text, right.text, language, label])

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'F7' || !isMeant(host.current)) return
      shown.current?.goTo(event.shiftKey ? 'previous' : 'next')
      event.preventDefault()
      event.stopPropagation()
    }
    // Before Monaco, which has another use for it, and before the keys of the page.
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [])

  return (
    <div className="text-diff">
      <TextDiffBar
        name={name}
        before={left}
        after={right}
        changes={changes}
        options={options}
        onOptions={setOptions}
        onSwap={() => setSwapped(!isSwapped)}
        onGoTo={(change) => shown.current?.goTo(change)}
      />
      <div ref={host} className="code" data-code="diff" data-language={language} />
    </div>
  )
}

/** Whether a key is meant for this diff: the focus is in it, or there are no other changes on the screen. */
const isMeant = (host: HTMLElement | null): boolean =>
  host?.parentElement?.contains(document.activeElement) === true ||
  (document.querySelector('[data-change]') === null && document.querySelectorAll('[data-code=diff]').length === 1)
