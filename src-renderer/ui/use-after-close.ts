import { useRef, type RefCallback } from 'react'

/**
 * Does something once a dialog is gone: a page that leaves with an open dialog stays hidden from screen readers.
 *
 * @returns a ref for the dialog's surface, and what schedules the work
 */
export function useAfterClose(): {
  readonly surface: RefCallback<HTMLElement>
  readonly afterClose: (work: () => void) => void
} {
  const work = useRef<(() => void) | null>(null)
  return {
    surface: (element) => {
      if (element !== null) return
      const due = work.current
      work.current = null
      due?.()
    },
    afterClose: (next) => void (work.current = next),
  }
}
