import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  ImageRun,
  InternalHyperlink,
  PageBreak,
  PageNumber,
  Paragraph,
  ShadingType,
  TextRun,
} from 'docx'
import type { ReportSection } from '#contract/model/reports.ts'
import type { Report, ReportLogo } from '#domain/report/report.ts'
import { reportWords } from '#domain/report/words/words.ts'
import { createWordBody } from './word-body.ts'
import { quiet, soft, textColour, tones } from './word-look.ts'
import { factsTable, partsOf, type Part } from './word-parts.ts'
import { clean, runs } from './word-text.ts'

const headings = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3] as const
/** Pixels of the logo on the first page. */
const mostLogo = { width: 220, height: 90 }

/** Where the body goes. No report has this text. */
const placeholder = 'tenantatlas:body:2f0c6b1e'

/** A report as a Word document, in the colors of the customer. */
export async function wordReport(report: Report, version: string): Promise<Uint8Array> {
  const { head, logo } = report
  const words = reportWords[head.language]
  const accent = head.colour.slice(1)
  const contents: Paragraph[] = []
  const body = createWordBody()
  for await (const section of report.sections()) {
    const anchor = `s${String(contents.length)}`
    contents.push(contentsLine(section, anchor))
    await body.add([headingOf(section, anchor), ...section.blocks.flatMap(partsOf)])
  }
  const document = new Document({
    creator: 'TenantAtlas',
    title: head.title,
    description: words.page.madeWith(version),
    features: { updateFields: false },
    styles: {
      default: {
        document: { run: { font: 'Segoe UI', size: 20, color: textColour } },
        heading1: headingStyle(32, accent, 360),
        heading2: headingStyle(26, quiet, 280),
        heading3: headingStyle(23, textColour, 240),
      },
    },
    sections: [
      {
        properties: { page: { margin: { top: 1_000, bottom: 1_000, left: 1_130, right: 1_130 } } },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.RIGHT,
                children: [
                  new TextRun({
                    color: quiet,
                    size: 16,
                    children: [
                      `${head.title}   ${words.page.page} `,
                      PageNumber.CURRENT,
                      ` ${words.page.of} `,
                      PageNumber.TOTAL_PAGES,
                    ],
                  }),
                ],
              }),
            ],
          }),
        },
        children: [
          ...cover(report, accent, logo),
          new Paragraph({
            children: [
              new PageBreak(),
              new TextRun({ text: words.page.contents, bold: true, size: 28, color: accent }),
            ],
          }),
          ...contents,
          new Paragraph({ children: [new PageBreak()] }),
          new Paragraph(placeholder),
          new Paragraph({
            spacing: { before: 400 },
            children: [new TextRun({ text: words.page.madeWith(version), color: quiet, size: 16 })],
          }),
        ],
      },
    ],
  })
  return body.putInto(document, placeholder)
}

const headingStyle = (size: number, color: string, before: number) => ({
  run: { font: 'Segoe UI Semibold', size, color },
  paragraph: { spacing: { before, after: 100 }, keepNext: true },
})

function cover({ head }: Report, accent: string, logo: ReportLogo | null): Part[] {
  return [
    new Paragraph({ spacing: { before: 2_200 }, children: logo === null ? [] : [imageOf(logo)] }),
    new Paragraph({
      spacing: { before: 300 },
      children: [new TextRun({ text: head.subtitle, size: 28, color: quiet })],
    }),
    new Paragraph({
      spacing: { after: 500 },
      border: { bottom: { style: BorderStyle.SINGLE, size: 24, color: accent, space: 8 } },
      children: [new TextRun({ text: head.title, bold: true, size: 52, color: accent })],
    }),
    factsTable(head.facts),
    ...(head.note === '' ? [] : [new Paragraph({ spacing: { before: 300 }, children: runs(head.note) })]),
  ]
}

function imageOf(logo: ReportLogo): ImageRun {
  const scale = Math.min(mostLogo.width / logo.width, mostLogo.height / logo.height, 1)
  const transformation = { width: Math.round(logo.width * scale), height: Math.round(logo.height * scale) }
  return new ImageRun({ type: logo.type, data: logo.bytes, transformation })
}

const contentsLine = ({ level, title }: ReportSection, anchor: string): Paragraph =>
  new Paragraph({
    indent: { left: (level - 1) * 280 },
    spacing: { before: level === 1 ? 120 : 0 },
    children: [
      new InternalHyperlink({
        anchor,
        children: [
          new TextRun({ text: clean(title), bold: level === 1, size: 19, ...(level === 2 ? { color: quiet } : {}) }),
        ],
      }),
    ],
  })

function headingOf({ level, title, mark }: ReportSection, anchor: string): Paragraph {
  const colours = mark === null ? null : tones[mark.tone]
  return new Paragraph({
    heading: headings[level - 1] ?? HeadingLevel.HEADING_3,
    children: [
      new Bookmark({ id: anchor, children: [new TextRun(clean(title))] }),
      ...(mark === null || mark.text === ''
        ? []
        : [
            new TextRun({ text: '  ' }),
            new TextRun({
              text: ` ${clean(mark.text)} `,
              size: 16,
              bold: true,
              color: colours?.text ?? quiet,
              shading: { type: ShadingType.CLEAR, fill: colours?.back ?? soft },
            }),
          ]),
    ],
  })
}
