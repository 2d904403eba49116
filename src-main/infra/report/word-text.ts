import { TextRun } from 'docx'

/** How text looks; the style of its paragraph by default. */
interface Look {
  readonly color?: string
  readonly size?: number
  readonly bold?: boolean
  readonly font?: string
}

/** Text with its line breaks. */
export const runs = (text: string, look: Look = {}): TextRun[] =>
  clean(text)
    .split('\n')
    .map((part, index) => new TextRun({ text: part, ...(index === 0 ? {} : { break: 1 }), ...look }))

/** Without characters that XML can't have (XML 1.0, section 2.2). */
export const clean = (text: string): string =>
  Array.from(text.replaceAll('\r\n', '\n'), (character) =>
    isInXml(character.codePointAt(0)!) ? character : '\uFFFD',
  ).join('')

const isInXml = (code: number): boolean =>
  code === 0x9 ||
  code === 0xa ||
  code === 0xd ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  code >= 0x1_0000
