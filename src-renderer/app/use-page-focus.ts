import { useEffect, useRef } from 'react'

/** What had the focus on a page, found again after the page was drawn anew: a table or a control by its name. */
interface Place {
  readonly role: string
  readonly name: string
}

/** How long a page may take until its heading is there. */
const patienceMs = 3_000

/**
 * Keeps the focus for whoever works with the keyboard. A new page has it on its heading, and a page that somebody comes
 * back to where it was. Without this, a control that is gone leaves it nowhere, and Tab begins at the top of the window.
 */
export function usePageFocus(location: string): void {
  const left = useRef(new Map<string, Place>())
  const before = useRef(location)
  const isBack = useRef(false)
  useEffect(() => {
    const onBack = (): void => void (isBack.current = true)
    window.addEventListener('popstate', onBack)
    return () => window.removeEventListener('popstate', onBack)
  }, [])
  useEffect(() => {
    const remember = (event: FocusEvent): void => {
      const place = event.target instanceof HTMLElement ? placeOf(event.target) : null
      if (place) left.current.set(location, place)
    }
    document.addEventListener('focusin', remember)
    return () => document.removeEventListener('focusin', remember)
  }, [location])
  useEffect(() => {
    if (before.current === location) return
    before.current = location
    const place = isBack.current ? left.current.get(location) : undefined
    isBack.current = false
    const settle = (): boolean => {
      // Somebody has chosen where to go on, or a dialog has it.
      if (document.activeElement !== null && document.activeElement !== document.body) return true
      const main = document.querySelector('main')
      const target = (place && main ? find(main, place) : null) ?? main?.querySelector('h1') ?? null
      if (target === null) return false
      if (target.tagName === 'H1') target.tabIndex = -1
      target.focus({ preventScroll: true })
      return true
    }
    if (settle()) return
    const observer = new MutationObserver(() => {
      if (settle()) observer.disconnect()
    })
    observer.observe(document.body, { childList: true, subtree: true })
    const timer = setTimeout(() => observer.disconnect(), patienceMs)
    return () => {
      clearTimeout(timer)
      observer.disconnect()
    }
  }, [location])
}

const named = '[role="grid"][aria-label], [role="tree"][aria-label], button, a, input'

function placeOf(element: HTMLElement): Place | null {
  const target = element.closest('main') === null ? null : element.closest<HTMLElement>(named)
  const name = target === null ? '' : nameOf(target)
  return target === null || name === '' ? null : { role: roleOf(target), name }
}

const find = (main: HTMLElement, { role, name }: Place): HTMLElement | null =>
  [...main.querySelectorAll<HTMLElement>(named)].find(
    (element) => roleOf(element) === role && nameOf(element) === name,
  ) ?? null

const roleOf = (element: HTMLElement): string => element.getAttribute('role') ?? element.tagName
const nameOf = (element: HTMLElement): string =>
  element.getAttribute('aria-label') ?? (element.getAttribute('role') === null ? (element.textContent ?? '') : '')
