import { notesOf, withFewer, type Message, type MessageEntry } from '#domain/alerts/message.ts'
import { words } from '#domain/alerts/words.ts'
import { htmlText } from '../html-text.ts'

const mostEntries = 50

/** A message as plain text. */
export function mailText(message: Message): string {
  const shown = withFewer(message, mostEntries)
  return [shown.subject, ...notesOf(shown), ...shown.entries.map(textOf)].join('\n\n').concat('\n')
}

const headingOf = ({ severity, title, isOver }: MessageEntry): string =>
  `${words.severities[severity]}: ${title}${isOver ? ` (${words.isOver})` : ''}`

const textOf = (entry: MessageEntry): string =>
  [headingOf(entry), ...entry.facts.map(({ name, value }) => `  ${name}: ${value}`), `  ${entry.link}`].join('\n')

const colors = { high: '#b10e1c', medium: '#8a3707', low: '#424242' } as const

/** The same as HTML. Mail programs read styles of elements only. */
export function mailHtml(message: Message): string {
  const shown = withFewer(message, mostEntries)
  return [
    '<!doctype html><html lang="en"><body style="font-family:Segoe UI,Helvetica,Arial,sans-serif;font-size:14px;color:#242424">',
    `<h1 style="font-size:18px;margin:0 0 12px">${htmlText(shown.subject)}</h1>`,
    ...notesOf(shown).map((note) => `<p style="color:#616161;margin:0 0 12px">${htmlText(note)}</p>`),
    ...shown.entries.map(htmlOf),
    '</body></html>',
  ].join('\n')
}

const htmlOf = (entry: MessageEntry): string =>
  [
    `<div style="border-left:4px solid ${colors[entry.severity]};padding:2px 0 2px 12px;margin:0 0 16px">`,
    `<p style="margin:0 0 4px;font-weight:600">${htmlText(headingOf(entry))}</p>`,
    '<table style="border-collapse:collapse;font-size:14px">',
    ...entry.facts.map(
      ({ name, value }) =>
        `<tr><td style="color:#616161;padding:1px 12px 1px 0;vertical-align:top">${htmlText(name)}</td><td>${htmlText(value)}</td></tr>`,
    ),
    '</table>',
    `<p style="margin:4px 0 0"><a href="${htmlText(entry.link)}">${htmlText(words.open)}</a></p>`,
    '</div>',
  ].join('\n')
