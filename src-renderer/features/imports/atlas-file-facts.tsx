import type { ReactNode } from 'react'
import type { AtlasFile } from '#contract/model/backups.ts'
import { at } from '#renderer/ui/format.ts'
import { words } from './words.ts'

/** What an atlas file says of itself. It was not changed since: that is checked before anything is imported. */
export function AtlasFileFacts({ file }: { readonly file: AtlasFile }): ReactNode {
  const facts = [
    [words.file.tenant, file.tenantName],
    [words.file.made, words.file.madeWith(at(file.createdAt), file.product)],
    [words.file.signedBy, file.signedBy],
  ] as const
  return (
    <dl className="fact-list flush" aria-label={words.file.title}>
      {facts.map(([fact, value]) => [
        <dt key={fact}>{fact}</dt>,
        <dd key={`${fact}-value`} dir="auto" className={fact === words.file.signedBy ? 'mono' : ''}>
          {value}
        </dd>,
      ])}
    </dl>
  )
}
