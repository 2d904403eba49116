import type { changes } from '#contract/api/changes.ts'
import { PlanOptions } from '#contract/model/plans.ts'
import { assignmentKinds } from '#domain/policy-types/building-blocks/assignments.ts'
import { scopeTagKind } from '#domain/policy-types/building-blocks/shared.ts'
import { words } from '#domain/change/words.ts'
import { optionsOf } from '../change/change-source.ts'
import { previewChange, requireReadable } from '../change/preview-change.ts'
import { searchTargets } from '../restore/search-targets.ts'
import type { Handlers } from './handlers.ts'
import { startPlan } from './start-plan.ts'

const kinds = { group: assignmentKinds.group, filter: assignmentKinds.filter, scopeTag: scopeTagKind } as const

export const changesHandlers: Handlers<keyof typeof changes> = {
  'changes.preview': async ({ change }, { store, owned, ports: { clock } }) =>
    previewChange(store, owned.policyIds, change, clock.now()),
  'changes.plan': async ({ tenantId, policyIds, change }, { start }) => {
    requireReadable(change)
    return startPlan(start, tenantId, words.title(change), {
      sourceTenantId: tenantId,
      from: { change, policyIds },
      only: [],
      choices: {},
      options: optionsOf(change, PlanOptions.parse({})),
    })
  },
  'changes.searchTargets': async ({ what, text }, { reader }) => searchTargets(reader, {}, kinds[what], text),
}
