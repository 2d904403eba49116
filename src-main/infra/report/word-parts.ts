import { BorderStyle, Paragraph, ShadingType, Table, TableCell, TableRow, TextRun, WidthType } from 'docx'
import type { ReportBlock, ReportCell } from '#contract/model/reports.ts'
import { tokensOf } from './highlight.ts'
import { codeColours, line, monospace, none, pageWidth, quiet, soft, tones } from './word-look.ts'
import { runs } from './word-text.ts'

/** What the body of a document consists of. */
export type Part = Paragraph | Table

/** A block of a section. Nothing of it needs a relationship, so it can be serialized alone. */
export function partsOf(block: ReportBlock): Part[] {
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

/** Names and values without lines. */
export function factsTable(facts: readonly { readonly name: string; readonly value: string }[]): Table {
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
