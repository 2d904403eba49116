import { isObject, text, type Json } from '../../json.ts'
import type { ReadableContext } from '../../policy-types/policy-type.ts'
import { binaryWords } from '../binary.ts'
import { genericSections } from '../generic.ts'
import type { ReadableRow, ReadableSection } from '../readable.ts'
import { label } from '../spelling.ts'
import { words } from '../words.ts'

const images = ['themeColorLogo', 'lightBackgroundLogo', 'landingPageCustomizedImage']

/** Branding, with its color as a color and its images by kind and size. */
export function brandingSections(policy: Json, context: ReadableContext): ReadableSection[] {
  const rows: ReadableRow[] = []
  const colour = policy['themeColor']
  if (isObject(colour))
    rows.push({
      key: 'themeColor',
      name: words.branding.color,
      value: `#${['r', 'g', 'b']
        .map((part) =>
          Number(colour[part] ?? 0)
            .toString(16)
            .padStart(2, '0'),
        )
        .join('')
        .toUpperCase()}`,
      depth: 0,
    })
  for (const name of images) {
    const image = policy[name]
    rows.push({
      key: name,
      name: label(name),
      value: isObject(image) && text(image['value']) ? binaryWords(text(image['value']))[0] : words.none,
      depth: 0,
    })
  }
  return [
    { title: words.branding.look, rows },
    ...genericSections(policy, context, ['themeColor', 'profileDescription', ...images]),
  ]
}
