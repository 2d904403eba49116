import { Button } from '@fluentui/react-components'
import { useEffect, useRef, type ReactNode } from 'react'
import { words } from './words.ts'

/** The Cancel button of a dialog that writes. It takes the focus, so that pressing Enter twice writes nothing. */
export function CancelButton({
  takesFocus = true,
  onClick,
}: {
  readonly takesFocus?: boolean
  readonly onClick: () => void
}): ReactNode {
  const place = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (!takesFocus) return undefined
    // Fluent gives the focus to the first control when the dialog opens; this comes after it.
    const frame = requestAnimationFrame(() => place.current?.querySelector('button')?.focus())
    return () => cancelAnimationFrame(frame)
  }, [takesFocus])
  return (
    <span ref={place}>
      <Button onClick={onClick}>{words.cancel}</Button>
    </span>
  )
}
