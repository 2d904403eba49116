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
  Packer,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type IBorderOptions,
} from 'docx'
import type { ReportBlock, ReportCell, ReportSection, ReportTone } from '#contract/model/reports.ts'
import type { Report, ReportLogo } from '#domain/report/report.ts'
import { reportWords } from '#domain/report/words/words.ts'
import { tokensOf, type Token } from './highlight.ts'
import { clean, runs } from './word-text.ts'

type Part = Paragraph | Table

const textColour = '1F2328'
const quiet = '57606A'
const soft = 'F5F6F8'
const line: IBorderOptions = { style: BorderStyle.SINGLE, size: 4, color: 'D9DDE3' }
const none: IBorderOptions = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const monospace = 'Consolas'
const tones: Readonly<Record<ReportTone, { readonly back: string; readonly text: string } | null>> = {
  plain: null,
  info: { back: 'E6F1FB', text: '0B4A82' },
  success: { back: 'E3F4E5', text: '0F5A1C' },
  warning: { back: 'FFF4CE', text: '6B4700' },
  danger: { back: 'FDE7E9', text: '8E1A22' },
}
const codeColours: Readonly<Record<Token['kind'], string>> = {
  plain: textColour,
  keyword: '0B57A4',
  string: '8E3B1F',
  comment: '4F6B4F',
  name: '5B3A8C',
  number: '0F6B5C',
}
const headings = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3] as const
/** The text column of an A4 page, in twentieths of a point. */
const pageWidth = 9_640
/** Pixels of the logo on the first page. */
const mostLogo = { width: 220, height: 90 }

/** A report as a Word document, in the colors of the customer. */
export async function wordReport(report: Report, version: string): Promise<Uint8Array> {
  const { head, logo } = report
  const words = reportWords[head.language]
  const accent = head.colour.slice(1)
  const contents: Paragraph[] = []
  const body: Part[] = []
  for await (const section of report.sections()) {
    const anchor = `s${String(contents.length)}`
    contents.push(contentsLine(section, anchor))
    body.push(headingOf(section, anchor), ...section.blocks.flatMap(partsOf))
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
          ...body,
          new Paragraph({
            spacing: { before: 400 },
            children: [new TextRun({ text: words.page.madeWith(version), color: quiet, size: 16 })],
          }),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
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

function partsOf(block: ReportBlock): Part[] {
  switch (block.kind) {
    case 'text':
      return [new Paragraph({ spacing: { after: 120 }, children: runs(block.text) })]
    case 'note': {
      const colours = tones[block.tone]
      return [
        new Paragraph({
          spacing: { after: 160 },
          shading: { type: ShadingType.CLEAR, fill: colours?.back ?? soft },
          border: { left: { style: BorderStyle.SINGLE, size: 24, color: colours?.text ?? quiet, space: 8 } },
          children: runs(block.text, colours ? { color: colours.text } : {}),
        }),
      ]
    }
    case 'facts':
      return [factsTable(block.facts), gap()]
    case 'table':
      return [tableOf(block), gap()]
    case 'code':
      return [
        new Paragraph({
          keepNext: true,
          spacing: { before: 80 },
          children: runs(block.title, { color: quiet, size: 18 }),
        }),
        codeOf(block.text, block.language),
      ]
  }
}

const gap = (): Paragraph => new Paragraph({ spacing: { before: 0, after: 60 }, children: [] })

function factsTable(facts: readonly { readonly name: string; readonly value: string }[]): Table {
  const widths = [2_600, pageWidth - 2_600]
  return new Table({
    width: { size: pageWidth, type: WidthType.DXA },
    columnWidths: widths,
    borders: { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none },
    rows: facts.map(
      ({ name, value }) =>
        new TableRow({
          children: [
            cellOf(runs(name, { color: quiet }), widths[0]!, { isPlain: true }),
            cellOf(runs(value), widths[1]!, { isPlain: true }),
          ],
        }),
    ),
  })
}

function tableOf({ columns, rows }: Extract<ReportBlock, { kind: 'table' }>): Table {
  const first = columns.length > 1 ? Math.round(pageWidth * (columns.length === 2 ? 0.44 : 0.34)) : pageWidth
  const widths = columns.map((_, index) =>
    index === 0 ? first : Math.floor((pageWidth - first) / Math.max(1, columns.length - 1)),
  )
  return new Table({
    width: { size: pageWidth, type: WidthType.DXA },
    columnWidths: widths,
    borders: { top: line, bottom: line, left: none, right: none, insideHorizontal: line, insideVertical: none },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map((column, index) => cellOf(runs(column, { bold: true }), widths[index]!, { fill: soft })),
      }),
      ...rows.map(
        (row) =>
          new TableRow({
            children: row.map((cell, index) => {
              const colours = tones[cell.tone ?? 'plain']
              return cellOf(cellRuns(cell), widths[index] ?? first, {
                ...(colours ? { fill: colours.back } : {}),
                indent: cell.depth ?? 0,
              })
            }),
          }),
      ),
    ],
  })
}

function cellOf(
  children: TextRun[],
  width: number,
  {
    fill,
    indent = 0,
    isPlain = false,
  }: { readonly fill?: string; readonly indent?: number; readonly isPlain?: boolean },
): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { top: isPlain ? 20 : 50, bottom: isPlain ? 20 : 50, left: isPlain ? 0 : 90, right: 90 },
    ...(fill === undefined ? {} : { shading: { type: ShadingType.CLEAR, fill } }),
    children: [new Paragraph({ indent: { left: Math.min(indent, 6) * 240 }, children })],
  })
}

function cellRuns({ text, small, tone = 'plain' }: ReportCell): TextRun[] {
  const color = tones[tone]?.text
  return [
    ...runs(text, color === undefined ? {} : { color }),
    ...(small ? [new TextRun({ break: 1 }), ...runs(small, { size: 16, color: color ?? quiet })] : []),
  ]
}

function codeOf(code: string, language: string): Paragraph {
  return new Paragraph({
    spacing: { after: 160 },
    shading: { type: ShadingType.CLEAR, fill: soft },
    children: tokensOf(code, language).flatMap(({ text, kind }) =>
      runs(text, { font: monospace, size: 16, color: codeColours[kind] }),
    ),
  })
}
