import { createElement, useEffect, useState, type ComponentType, type ReactNode } from 'react'

/** A component whose code is loaded when it is first shown, or when somebody asks for it. */
export interface LoadedLater<Props> {
  (props: Props): ReactNode
  /** Loads the code. @throws what the loader says */
  readonly load: () => Promise<unknown>
}

/**
 * Shows a component once its code is loaded, and at once from then on. React's own `lazy` keeps what it has suspended
 * hidden for 300 ms, also where the code was there (React: `FALLBACK_THROTTLE_MS`).
 *
 * @param waiting what is shown meanwhile
 */
export function loadedLater<Props extends object>(
  loader: () => Promise<ComponentType<Props>>,
  waiting: ReactNode,
): LoadedLater<Props> {
  let found: ComponentType<Props> | undefined
  let loading: Promise<unknown> | undefined
  function load(): Promise<unknown> {
    loading ??= loader().then(
      (component) => void (found = component),
      (error: unknown) => {
        // The next attempt may succeed.
        loading = undefined
        throw error
      },
    )
    return loading
  }
  function Later(props: Props): ReactNode {
    const [isThere, setThere] = useState(found !== undefined)
    const [problem, setProblem] = useState<{ readonly error: unknown } | null>(null)
    useEffect(() => {
      if (isThere) return undefined
      let isGone = false
      load().then(
        () => (isGone ? undefined : setThere(true)),
        (error: unknown) => (isGone ? undefined : setProblem({ error })),
      )
      return () => {
        isGone = true
      }
    }, [isThere])
    // For the boundary around it.
    if (problem) throw problem.error
    return found && isThere ? createElement(found, props) : waiting
  }
  return Object.assign(Later, { load })
}
