import { create } from 'zustand'
import { CallError } from '#renderer/api/client.ts'
import type { ShownError } from '#renderer/ui/states.tsx'

interface Refused {
  /** Why the last command from the palette couldn't be carried out. */
  readonly error: ShownError | null
  clear(): void
}

export const useRefused = create<Refused>((set) => ({ error: null, clear: () => set({ error: null }) }))

/** Carries out what nobody waits for, and keeps why it was refused, for the row that shows it. */
export function carryOut(work: () => void | Promise<unknown>): void {
  useRefused.getState().clear()
  void Promise.resolve(work()).catch((error: unknown) => {
    if (!(error instanceof CallError)) throw error
    useRefused.setState({ error: error.error })
  })
}
