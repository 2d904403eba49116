import { deriveChanges } from '../changes/derive-changes.ts'
import { deriveWords } from './derive-words.ts'

/**
 * Derives everything that is due for versions: what their changes are about, and their words and references.
 *
 * @param between runs between slices; it may throw to stop
 * @param indexed told how many versions the search index has taken up
 */
export async function deriveDue(
  ports: Parameters<typeof deriveChanges>[0] & Parameters<typeof deriveWords>[0],
  between: () => Promise<void> = () => Promise.resolve(),
  indexed: (done: number) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await deriveChanges(ports, between)
  await deriveWords(ports, async (done) => {
    await between()
    await indexed(done)
  })
}
