import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { call, type CallError } from '#renderer/api/client.ts'
import { Code } from '#renderer/ui/code.tsx'
import { ErrorState, Loading } from '#renderer/ui/states.tsx'

/** The captured document of a version, fetched in pieces that fit a frame. */
export function useVersionBody(
  tenantId: string,
  versionId: string | null,
): { readonly data: string | undefined; readonly error: CallError | null } {
  return useQuery<string, CallError>({
    queryKey: ['versions.body', tenantId, versionId],
    enabled: versionId !== null,
    queryFn: async () => {
      let body = ''
      for (let offset: number | null = 0; offset !== null;) {
        const piece: { text: string; nextOffset: number | null } = await call('versions.body', {
          tenantId,
          versionId: versionId!,
          offset,
        })
        body += piece.text
        offset = piece.nextOffset
      }
      return body
    },
  })
}

/** A version as JSON in Monaco. */
export function VersionJson({
  tenantId,
  versionId,
  label,
}: {
  readonly tenantId: string
  readonly versionId: string
  readonly label: string
}): ReactNode {
  const { data, error } = useVersionBody(tenantId, versionId)
  if (error) return <ErrorState error={error.error} />
  return data === undefined ? <Loading /> : <Code value={data} language="json" label={label} />
}
