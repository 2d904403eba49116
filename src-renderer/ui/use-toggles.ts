import { useCallback, useState } from 'react'

/** A set of names that are turned on and off one by one. */
export function useToggles<Name extends string>(
  initial: readonly Name[] = [],
): readonly [has: (name: Name) => boolean, toggle: (name: Name) => void] {
  const [names, setNames] = useState<ReadonlySet<Name>>(() => new Set(initial))
  const has = useCallback((name: Name) => names.has(name), [names])
  return [
    has,
    (name) =>
      setNames((before) => {
        const next = new Set(before)
        if (!next.delete(name)) next.add(name)
        return next
      }),
  ]
}
