import { canonicalText } from '../../canonical/canonical.ts'
import { isAnnotation, objects, text, without, type Json } from '../../json.ts'
import type { WriteStep } from '../../restore/write-step.ts'
import type { PolicyType } from '../policy-type.ts'
import { tenantWide, tenantWideWrite } from '../building-blocks/tenant-wide.ts'

const path = '/organization/{tenantId}/branding'
/** Images and the style sheet of the sign-in pages. Each is a stream of its own (G-243). */
const files = ['backgroundImage', 'bannerLogo', 'customCSS', 'favicon', 'headerLogo', 'squareLogo', 'squareLogoDark']
/** Where a file lies on Microsoft's servers. It changes with the file. */
const urlOf = (name: string): string => `${name}RelativeUrl`
const urls = files.map(urlOf)
const readOnly = ['id', 'displayName', 'cdnList', 'contentCustomization', 'images', ...files, ...urls]

/** Company branding of the sign-in pages: texts, colors and images, for every language. */
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
  capture: {
    byId: null,
    parts: [{ property: 'localizations', path: 'localizations', optional: true }],
    streams: { property: 'images', of: filesOf },
  },
  volatile: ['cdnList', ...urls, ...urls.map((name) => `localizations[].${name}` as const)],
  unordered: ['localizations', 'images'],
  normalise: (branding) => ({ ...branding, localizations: objects(branding['localizations']).filter(isTranslation) }),
  write: {
    ...tenantWideWrite,
    readOnly,
    parts: (wanted, live) => [
      ...localizationSteps(objects(wanted['localizations']), objects(live['localizations'])),
      ...imageSteps(objects(wanted['images']), objects(live['images'])),
    ],
    created: (wanted) => ({ ...wanted, images: [] }),
    warnings: (branding, live) => {
      const kept =
        'images' in branding ? objects(live?.['images']).filter(({ id }) => !ids(branding).has(text(id))) : []
      return kept.length === 0
        ? []
        : [`Images that the backup doesn't have stay: ${kept.map(({ id }) => text(id)).join(', ')}.`]
    },
  },
  kindOf: () => 'Company branding',
}

const ids = (branding: Json): ReadonlySet<string> => new Set(objects(branding['images']).map(({ id }) => text(id)))

/** The files that the branding has, by language and name: `0/bannerLogo`, `fr-FR/bannerLogo`. */
function filesOf(branding: Json): { id: string; path: string }[] {
  const held = [{ ...branding, id: '0' }, ...objects(branding['localizations']).filter(isTranslation)]
  return held.flatMap((entry) =>
    files
      .filter((name) => text(entry[urlOf(name)]) !== '')
      .map((name) => ({
        id: `${text(entry['id'])}/${name}`,
        path: `${path}/localizations/${text(entry['id'])}/${name}`,
      })),
  )
}

/** Uploads what differs. */
const imageSteps = (wanted: readonly Json[], live: readonly Json[]): WriteStep[] =>
  wanted
    .filter(({ id, value }) => text(value) !== '' && value !== live.find((other) => other['id'] === id)?.['value'])
    .map(({ id, type, value }) => ({
      purpose: `Upload ${text(id)}`,
      method: 'PUT',
      path: `${path}/localizations/${text(id)}`,
      file: { type: text(type), value: text(value) },
    }))

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
