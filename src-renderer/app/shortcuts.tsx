import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components'
import { useCallback, useEffect, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { useShellCommand } from '#renderer/api/queries.ts'
import { useAsked } from '#renderer/shared/asked.ts'
import { words } from './words.ts'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

/** Moves the focus to the first control of the next pane. */
function focusPane(step: number): void {
  // A dialog keeps the focus in it.
  const panes = [
    ...(document.querySelector('[role="dialog"]') ?? document).querySelectorAll<HTMLElement>('.rail, .commands, .pane'),
  ]
  const at = panes.findIndex((pane) => pane.contains(document.activeElement))
  const pane = panes[(at + step + panes.length) % panes.length]
  pane?.querySelector<HTMLElement>('[tabindex="0"], button:not([disabled]), input, a[href]')?.focus()
}

/** Moves from one change of a settings difference to the next. */
function focusChange(step: number): boolean {
  const rows = [
    ...document.querySelectorAll<HTMLElement>('[data-settings-diff] [data-change]:not([data-change="same"])'),
  ]
  if (rows.length === 0) return false
  const at = rows.findIndex((row) => row === document.activeElement)
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : (at + step + rows.length) % rows.length]!
  next.tabIndex = -1
  next.focus()
  next.scrollIntoView({ block: 'nearest' })
  return true
}

/** Keys that work everywhere, and a list of them. */
export function Shortcuts(): ReactNode {
  const [, navigate] = useLocation()
  const open = useAsked(({ dialog }) => dialog === 'shortcuts')
  const { ask, close } = useAsked.getState()
  useShellCommand(
    'shortcuts',
    useCallback(() => ask('shortcuts'), [ask]),
  )
  useShellCommand(
    'settings',
    useCallback(() => navigate('/settings'), [navigate]),
  )
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === '?' && !isTyping(event.target)) ask('shortcuts')
      else if (event.key === 'F6') focusPane(event.shiftKey ? -1 : 1)
      else if (event.key !== 'F7' || !focusChange(event.shiftKey ? -1 : 1)) return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [ask])
  return (
    <Dialog open={open} onOpenChange={(_event, data) => (data.open ? undefined : close())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.keyboard.title}</DialogTitle>
          <DialogContent>
            <dl className="fact-list">
              {words.keyboard.keys.map(([keys, what]) => [
                <dt key={keys}>
                  <kbd>{keys}</kbd>
                </dt>,
                <dd key={what}>{what}</dd>,
              ])}
            </dl>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={close}>
              {words.keyboard.close}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
