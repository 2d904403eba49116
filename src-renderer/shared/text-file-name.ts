import type { TextLanguage } from '#contract/model/policies.ts'

const endings: Readonly<Record<TextLanguage, string>> = {
  powershell: 'ps1',
  shell: 'sh',
  xml: 'xml',
  json: 'json',
  text: 'txt',
}

/** The file that a text is saved as. Scripts are named by their files already. */
export const fileNameOf = (name: string, language: TextLanguage): string =>
  name.endsWith(`.${endings[language]}`) ? name : `${name}.${endings[language]}`
