import { createContext } from 'react'

/** Saves a text as a file, and says why when that fails. */
export type TextSaver = (name: string, text: string) => void

/** How texts are saved; the host of the page decides. */
export const TextSaving = createContext<TextSaver>(() => {})
