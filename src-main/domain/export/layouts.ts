import { gitLayout } from './git-layout.ts'
import { graphLayout } from './graph-layout.ts'
import { intuneCdLayout } from './intune-cd-layout.ts'
import { intuneManagementLayout } from './intune-management-layout.ts'
import type { ExportFormat } from '#contract/model/exports.ts'
import type { Layout } from './layout.ts'

/** Every layout by the name of its format. */
export const layouts: Readonly<Record<ExportFormat, Layout>> = {
  graph: graphLayout,
  git: gitLayout,
  intuneManagement: intuneManagementLayout,
  intuneCD: intuneCdLayout,
}
