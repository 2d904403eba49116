import { lazy, Suspense, type ComponentProps, type ReactNode } from 'react'
import { Loading } from './states.tsx'
import { words } from './words.ts'

const CodeView = lazy(() => import('./monaco/code-view.tsx'))

/** Monaco, loaded when it is first shown. */
export function Code(props: ComponentProps<typeof CodeView>): ReactNode {
  return (
    <Suspense fallback={<Loading label={words.loadingEditor} />}>
      <CodeView {...props} />
    </Suspense>
  )
}
