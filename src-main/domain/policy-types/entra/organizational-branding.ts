import { canonicalText } from '../../canonical/canonical.ts'
import { isAnnotation, objects, text, without, type Json } from '../../json.ts'
import type { WriteStep } from '../../restore/write-step.ts'
import type { PolicyType } from '../policy-type.ts'
import { tenantWide, tenantWideWrite } from '../building-blocks/tenant-wide.ts'

const path = '/organization/{tenantId}/branding'
const images = [
  'backgroundImage',
  'bannerLogo',
  'customCSS',
  'favicon',
  'headerLogo',
  'squareLogo',
  'squareLogoDark',
].flatMap((name) => [name, `${name}RelativeUrl`])
const readOnly = ['id', 'displayName', 'cdnList', 'contentCustomization', ...images]

/** Company branding of the sign-in pages. Texts and colors are restored; images have addresses of their own (G-243). */
export const organizationalBranding: PolicyType = {
  ...tenantWide,
  key: 'organizationalBranding',
  title: 'Company branding',
  noun: { one: 'company branding', many: 'company brandings' },
  category: ['Entra', 'Company branding'],
  path,
  rootType: 'organizationalBranding',
  nameProperty: 'displayName',
  phase: 45,
  area: 'Branding',
  service: 'identity',
  optional: 'entra',
  isUnproven: true,
  capture: { byId: null, parts: [{ property: 'localizations', path: 'localizations', optional: true }] },
  volatile: [
    'cdnList',
    ...images.filter((name) => name.endsWith('Url')).map((name) => `localizations[].${name}` as const),
  ],
  unordered: ['localizations'],
  normalise: (branding) => ({ ...branding, localizations: objects(branding['localizations']).filter(isTranslation) }),
  write: {
    ...tenantWideWrite,
    readOnly,
    parts: (wanted, live) => localizationSteps(objects(wanted['localizations']), objects(live['localizations'])),
    warnings: () => ["Images of the sign-in page aren't restored. Upload them in the Microsoft Entra admin center."],
  },
  kindOf: () => 'Company branding',
}

const content = (entry: Json): Json =>
  Object.fromEntries(Object.entries(without(entry, readOnly)).filter(([name]) => !isAnnotation(name)))

/** The default localization, with the ID `0`, is the branding itself. */
const isTranslation = ({ id }: Json): boolean => text(id) !== '0' && text(id) !== ''

function localizationSteps(wanted: readonly Json[], live: readonly Json[]): WriteStep[] {
  return wanted.filter(isTranslation).flatMap((entry): WriteStep[] => {
    const id = text(entry['id'])
    const there = live.find((other) => text(other['id']) === id)
    if (!there)
      return [
        {
          purpose: `Add the texts for ${id}`,
          method: 'POST',
          path: `${path}/localizations`,
          body: { id, ...content(entry) },
        },
      ]
    if (canonicalText(content(there)) === canonicalText(content(entry))) return []
    return [
      {
        purpose: `Change the texts for ${id}`,
        method: 'PATCH',
        path: `${path}/localizations/${id}`,
        body: content(entry),
      },
    ]
  })
}
