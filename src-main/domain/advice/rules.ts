import type { AdviceRule } from './advice-rule.ts'
import { deletedGroups } from './rules/deleted-groups.ts'
import { duplicates } from './rules/duplicates.ts'
import { emptyGroups } from './rules/empty-groups.ts'
import { includeAndExclude } from './rules/include-and-exclude.ts'
import { legacyTemplates } from './rules/legacy-templates.ts'
import { oldAutopilotNames } from './rules/old-autopilot-names.ts'
import { plainSecrets } from './rules/plain-secrets.ts'
import { reachesNobody } from './rules/reaches-nobody.ts'
import { retiredPlatforms } from './rules/retired-platforms.ts'
import { supersededApps } from './rules/superseded-apps.ts'
import { unassigned } from './rules/unassigned.ts'
import { unusedFilters } from './rules/unused-filters.ts'
import { unusedTags } from './rules/unused-tags.ts'

/** Every rule, the most urgent first. A new one is a file in `rules`, and a line here. */
export const adviceRules: readonly AdviceRule[] = [
  plainSecrets,
  deletedGroups,
  includeAndExclude,
  reachesNobody,
  emptyGroups,
  duplicates,
  retiredPlatforms,
  legacyTemplates,
  supersededApps,
  unassigned,
  unusedFilters,
  unusedTags,
  oldAutopilotNames,
]
