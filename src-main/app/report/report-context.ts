import type { ReportOptions, ReportSection } from '#contract/model/reports.ts'
import type { ReportWords } from '#domain/report/words/words.ts'
import type { Ports } from '../ports/ports.ts'
import type { ReadStore } from '../ports/store.ts'
import type { TenantRow } from '../ports/tenants.ts'

/** What every part of a report is made with. */
export interface ReportContext {
  readonly store: ReadStore
  readonly ports: Pick<Ports, 'settingDefinitions' | 'contracts'>
  readonly tenant: TenantRow
  readonly options: ReportOptions
  readonly words: ReportWords
}

/** What is special about a subject: its titles, its facts, and its sections. */
export interface SubjectReport {
  readonly title: string
  readonly subtitle: string
  readonly facts: readonly { readonly name: string; readonly value: string }[]
  sections(): AsyncIterable<ReportSection>
}
