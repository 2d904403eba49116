import { useRead } from '#renderer/api/queries.ts'

/** The name of a policy type by its key; the key until the names are there. */
export function useTypeTitles(tenantId: string): (key: string) => string {
  const types = useRead('policies.types', { tenantId })
  return (key) => types.data?.find((type) => type.key === key)?.title ?? key
}
