import type { ReactNode } from 'react'
import { words } from './words.ts'

/** The steps of a wizard and the current one; 1 is the first step. */
export function Steps({ names, now }: { readonly names: readonly string[]; readonly now: number }): ReactNode {
  return (
    <ol className="steps" aria-label={words.steps}>
      {names.map((name, index) => (
        <li
          key={name}
          className={`step ${index + 1 === now ? 'now' : index + 1 < now ? 'done' : ''}`}
          aria-current={index + 1 === now ? 'step' : undefined}
        >
          <i>{index + 1 < now ? '✓' : index + 1}</i> <span className="step-name">{name}</span>
        </li>
      ))}
    </ol>
  )
}
