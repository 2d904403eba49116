import type { ReportBlock, ReportCell, ReportSection } from '#contract/model/reports.ts'
import type { Report } from '#domain/report/report.ts'
import { reportWords, type ReportWords } from '#domain/report/words/words.ts'
import { tokensOf } from './highlight.ts'
import { reportScript, reportStyle } from './html-page.ts'
import { htmlText as text } from '../html-text.ts'

/**
 * A report as one HTML file that needs nothing else: it can be mailed, searched, printed and read in the dark. It loads
 * nothing, and a policy in it says so too (`Content-Security-Policy`).
 */
export async function htmlReport(report: Report, version: string): Promise<string> {
  const { head, logo } = report
  const words = reportWords[head.language]
  const body: string[] = []
  const contents: string[] = []
  for await (const section of report.sections()) {
    const anchor = `s${String(body.length)}`
    const mark = markOf(section)
    contents.push(`<li class="level-${section.level}"><a href="#${anchor}">${text(section.title)}</a>${mark}</li>`)
    body.push(sectionHtml(section, anchor, mark))
  }
  const image = logo === null ? '' : `<img class="logo" alt="" src="${dataUrl(logo.type, logo.bytes)}">`
  return `<!doctype html>
<html lang="${head.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="${text(words.page.madeWith(version))}">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${text(`${head.title}, ${head.subtitle}`)}</title>
<style>:root{--accent:${head.colour};--on-accent:${contrastOf(head.colour)}}${reportStyle}</style>
</head>
<body>
<header class="cover">
${image}<div><p class="subtitle">${text(head.subtitle)}</p><h1>${text(head.title)}</h1></div>
<button type="button" class="theme" hidden>${text(words.page.theme)}</button>
</header>
<div class="columns">
<nav aria-label="${text(words.page.contents)}">
<label class="search" hidden><span>${text(words.page.search)}</span><input type="search"></label>
<p class="no-hits" hidden>${text(words.page.noHits)}</p>
<h2 id="contents">${text(words.page.contents)}</h2>
<ol>
${contents.join('\n')}
</ol>
</nav>
<main>
${factsHtml(head.facts)}
${head.note === '' ? '' : `<p class="note plain">${text(head.note)}</p>`}
${body.join('\n')}
<footer>${text(words.page.madeWith(version))}</footer>
</main>
</div>
<script>${reportScript}</script>
</body>
</html>
`
}

function sectionHtml(section: ReportSection, anchor: string, mark: string): string {
  const level = section.level + 1
  return `<section id="${anchor}" class="level-${section.level}"><h${level}>${text(section.title)}${mark}</h${level}>${section.blocks
    .map(blockHtml)
    .join('')}</section>`
}

const markOf = ({ mark }: ReportSection): string =>
  mark === null || mark.text === '' ? '' : ` <span class="mark ${mark.tone}">${text(mark.text)}</span>`

function blockHtml(block: ReportBlock): string {
  switch (block.kind) {
    case 'text':
      return `<p>${text(block.text)}</p>`
    case 'note':
      return `<p class="note ${block.tone}">${text(block.text)}</p>`
    case 'facts':
      return factsHtml(block.facts)
    case 'table':
      return `<div class="wide"><table><thead><tr>${block.columns
        .map((column) => `<th scope="col">${text(column)}</th>`)
        .join('')}</tr></thead><tbody>${block.rows
        .map((row) => `<tr>${row.map(cellHtml).join('')}</tr>`)
        .join('')}</tbody></table></div>`
    case 'code':
      return `<figure><figcaption>${text(block.title)}</figcaption><pre tabindex="0"><code>${tokensOf(
        block.text,
        block.language,
      )
        .map(({ text: piece, kind }) => (kind === 'plain' ? text(piece) : `<i class="${kind}">${text(piece)}</i>`))
        .join('')}</code></pre></figure>`
  }
}

function cellHtml({ text: shown, depth = 0, small, tone = 'plain' }: ReportCell): string {
  const names = [depth > 0 ? `depth-${String(Math.min(depth, 6))}` : '', tone === 'plain' ? '' : tone]
  const list = names.filter(Boolean).join(' ')
  return `<td${list === '' ? '' : ` class="${list}"`}>${text(shown)}${small ? `<small>${text(small)}</small>` : ''}</td>`
}

const factsHtml = (facts: readonly { readonly name: string; readonly value: string }[]): string =>
  `<dl>${facts.map(({ name, value }) => `<div><dt>${text(name)}</dt><dd>${text(value)}</dd></div>`).join('')}</dl>`

const dataUrl = (type: string, bytes: Uint8Array): string =>
  `data:image/${type === 'jpg' ? 'jpeg' : type};base64,${Buffer.from(bytes).toString('base64')}`

/** Black or white, whichever is easier to read on a color (WCAG 2: relative luminance). */
export function contrastOf(colour: string): '#000000' | '#ffffff' {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [number, number, number]
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 ? '#ffffff' : '#000000'
}

export type { ReportWords }
