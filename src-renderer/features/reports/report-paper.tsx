import type { ReactNode } from 'react'
import type { ReportBlock, ReportCell, ReportPreview, ReportSection } from '#contract/model/reports.ts'
import { words } from './words.ts'
import './reports.css'

/** The beginning of a report, as it looks on paper. */
export function ReportPaper({ preview }: { readonly preview: ReportPreview }): ReactNode {
  const { head, sections, goesOn } = preview
  return (
    <article className="paper" lang={head.language} style={{ '--report-accent': head.colour }}>
      <header>
        <p dir="auto">{head.subtitle}</p>
        <h2 dir="auto">{head.title}</h2>
      </header>
      <Facts facts={head.facts} />
      {head.note === '' ? null : (
        <p className="paper-note plain" dir="auto">
          {head.note}
        </p>
      )}
      {sections.map((section) => (
        <Section key={section.id} section={section} />
      ))}
      {goesOn ? <p className="quiet">{words.goesOn}</p> : null}
    </article>
  )
}

function Section({ section }: { readonly section: ReportSection }): ReactNode {
  const { level, title, mark, blocks } = section
  const Heading = level === 1 ? 'h3' : level === 2 ? 'h4' : 'h5'
  return (
    <section>
      <Heading dir="auto">
        {title} {mark?.text ? <span className={`paper-mark ${mark.tone}`}>{mark.text}</span> : null}
      </Heading>
      {blocks.map((block, index) => (
        // Blocks have no name of their own, and never move.
        <Block key={index} block={block} />
      ))}
    </section>
  )
}

function Block({ block }: { readonly block: ReportBlock }): ReactNode {
  switch (block.kind) {
    case 'text':
      return <p dir="auto">{block.text}</p>
    case 'note':
      return (
        <p className={`paper-note ${block.tone}`} dir="auto">
          {block.text}
        </p>
      )
    case 'facts':
      return <Facts facts={block.facts} />
    case 'table':
      return (
        <table>
          <thead>
            <tr>
              {block.columns.map((column, index) => (
                <th key={index} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <Cell key={column} cell={cell} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )
    case 'code':
      return (
        <figure>
          <figcaption>{block.title}</figcaption>
          <pre>{block.text}</pre>
        </figure>
      )
  }
}

const Cell = ({ cell }: { readonly cell: ReportCell }): ReactNode => (
  <td
    className={cell.tone ?? ''}
    dir="auto"
    style={cell.depth ? { paddingInlineStart: 10 + cell.depth * 16 } : undefined}
  >
    {cell.text}
    {cell.small ? <small>{cell.small}</small> : null}
  </td>
)

const Facts = ({
  facts,
}: {
  readonly facts: readonly { readonly name: string; readonly value: string }[]
}): ReactNode => (
  <dl>
    {facts.map(({ name, value }) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd dir="auto">{value}</dd>
      </div>
    ))}
  </dl>
)
