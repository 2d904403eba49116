import type { ComponentProps, ReactNode } from 'react'

/** A region that scrolls. It takes the focus, or the keyboard could not scroll it (WCAG 2.1.1). */
export function ScrollArea({ className = '', ...rest }: ComponentProps<'div'>): ReactNode {
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
  return <div className={`scroll ${className}`} tabIndex={0} {...rest} />
}
