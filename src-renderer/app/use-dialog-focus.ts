import { useEffect } from 'react'

const dialogs = '[role="dialog"], [role="alertdialog"]'

/**
 * Gives the focus back to the control that opened a dialog. Fluent does that only for dialogs with a trigger of their
 * own, and here most are opened by something else, such as a menu, a row or a key. A dialog that leads to another page
 * leaves the focus to that page.
 */
export function useDialogFocus(): void {
  useEffect(() => {
    let last: HTMLElement | null = null
    const openers: { readonly dialog: Element; readonly opener: HTMLElement | null; readonly page: string }[] = []
    const onFocus = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement)) return
      const dialog = target.closest(dialogs)
      if (dialog === null) last = target
      else if (!openers.some((entry) => entry.dialog === dialog))
        openers.push({ dialog, opener: last, page: location.hash })
    }
    const observer = new MutationObserver(() => {
      for (const entry of openers.filter(({ dialog }) => !dialog.isConnected)) {
        openers.splice(openers.indexOf(entry), 1)
        // Fluent moves the focus first.
        requestAnimationFrame(() => {
          const { opener, page } = entry
          const isInDialog = document.activeElement?.closest(dialogs) !== null && document.activeElement !== null
          if (opener?.isConnected && page === location.hash && !isInDialog) opener.focus()
        })
      }
    })
    document.addEventListener('focusin', onFocus)
    observer.observe(document.body, { childList: true, subtree: true })
    return () => {
      document.removeEventListener('focusin', onFocus)
      observer.disconnect()
    }
  }, [])
}
