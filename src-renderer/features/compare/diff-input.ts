import type { ComparedPair, Side } from '#contract/model/compare.ts'
import type { Input } from '#contract/api/api.ts'
import { TenantId, VersionId } from '#contract/model/ids.ts'

/** What asks for the differences of a pair. */
export const diffInput = (
  pair: ComparedPair,
  left: Pick<Side, 'tenantId'>,
  right: Pick<Side, 'tenantId'>,
): Input<'versions.settingsDiff'> => ({
  tenantId: TenantId.parse(left.tenantId),
  before: VersionId.parse(pair.leftVersionId),
  after: VersionId.parse(pair.rightVersionId),
  ...(left.tenantId === right.tenantId ? {} : { afterTenantId: TenantId.parse(right.tenantId) }),
})
