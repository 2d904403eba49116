import { BorderStyle, type IBorderOptions } from 'docx'
import type { ReportTone } from '#contract/model/reports.ts'
import type { Token } from './highlight.ts'

export const textColour = '1F2328'
export const quiet = '57606A'
export const soft = 'F5F6F8'
export const line: IBorderOptions = { style: BorderStyle.SINGLE, size: 4, color: 'D9DDE3' }
export const none: IBorderOptions = { style: BorderStyle.NONE, size: 0, color: 'auto' }
export const monospace = 'Consolas'
export const tones: Readonly<Record<ReportTone, { readonly back: string; readonly text: string } | null>> = {
  plain: null,
  info: { back: 'E6F1FB', text: '0B4A82' },
  success: { back: 'E3F4E5', text: '0F5A1C' },
  warning: { back: 'FFF4CE', text: '6B4700' },
  danger: { back: 'FDE7E9', text: '8E1A22' },
}
export const codeColours: Readonly<Record<Token['kind'], string>> = {
  plain: textColour,
  keyword: '0B57A4',
  string: '8E3B1F',
  comment: '4F6B4F',
  name: '5B3A8C',
  number: '0F6B5C',
}
/** The text column of an A4 page, in twentieths of a point. */
export const pageWidth = 9_640
