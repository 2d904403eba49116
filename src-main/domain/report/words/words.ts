import type { ReportLanguage } from '#contract/model/reports.ts'
import { de } from './de.ts'
import { en, type ReportWords } from './en.ts'

/** The words of each language: one file a language. */
export const reportWords: Readonly<Record<ReportLanguage, ReportWords>> = { en, de }

/** A word of the readable view in the language of the report. What has no translation, such as a setting, stays. */
export const termOf = (words: ReportWords, text: string): string => words.terms[text] ?? text

/** Day and time in the language and time zone of a report. */
export const momentOf = (words: ReportWords, moment: string): string =>
  new Intl.DateTimeFormat(words.locale, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(moment))

export type { ReportWords }
