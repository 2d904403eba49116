import { loadedLater } from './loaded-later.tsx'
import { Loading } from './states.tsx'
import { words } from './words.ts'

/** Monaco, loaded when it is first shown. */
export const Code = loadedLater(
  async () => (await import('./monaco/code-view.tsx')).CodeView,
  <Loading label={words.loadingEditor} />,
)

/** Two texts line by line in Monaco. */
export const TextDiff = loadedLater(
  async () => (await import('./monaco/diff-view.tsx')).DiffView,
  <Loading label={words.loadingEditor} />,
)

/** Loads Monaco and lets it start what it needs, so that nobody waits for that later. */
export async function warmUpCode(): Promise<void> {
  await Promise.all([Code.load(), TextDiff.load()])
  const { warmUp } = await import('./monaco/monaco.ts')
  warmUp()
}
