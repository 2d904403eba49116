import type { ReportSection } from '#contract/model/reports.ts'
import type { Report } from '#domain/report/report.ts'

/** The first sections of a report, and whether it goes on after them. */
export async function takeSections(
  report: Report,
  most: { readonly sections: number; readonly characters: number },
): Promise<{ sections: ReportSection[]; goesOn: boolean }> {
  const sections: ReportSection[] = []
  let characters = 0
  for await (const section of report.sections()) {
    if (sections.length >= most.sections || characters > most.characters) return { sections, goesOn: true }
    sections.push(section)
    characters += JSON.stringify(section).length
  }
  return { sections, goesOn: false }
}
