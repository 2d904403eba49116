import { notAllowed, type Answer, type Call } from './call.ts'
import { modelValidation, notFound } from './errors.ts'
import { objects, text, type Json } from './json.ts'
import { collection, type Tenant } from './tenant.ts'

/** Streams of the company branding. An object only says where each lies (G-243). */
const names = ['backgroundImage', 'bannerLogo', 'customCSS', 'favicon', 'headerLogo', 'squareLogo', 'squareLogoDark']

const addressOf = (tenant: Tenant, localization: string, name: string): string =>
  `/organization/${tenant.id}/branding/localizations/${localization}/${name}`

const urlOf = (localization: string, name: string): string => `dbd5a2dd-logintenantbranding/${localization}/${name}`

/** Takes the files of a seed out of the object. */
export function takeFiles(tenant: Tenant, branding: Json): void {
  for (const entry of [branding, ...objects(branding['localizations'])]) {
    const localization = entry === branding ? '0' : text(entry['id'])
    for (const name of names) {
      const content = text(entry[name])
      delete entry[name]
      if (content !== '') keep(tenant, entry, localization, name, Buffer.from(content, 'base64'), 'image/png')
    }
  }
}

function keep(tenant: Tenant, entry: Json, localization: string, name: string, bytes: Buffer, type: string): void {
  tenant.streams.set(addressOf(tenant, localization, name), { type, bytes })
  entry[`${name}RelativeUrl`] = `${urlOf(localization, name)}?ts=${bytes.length}`
}

/** Reads or replaces a file of the company branding; nothing for other addresses. */
export function brandingFile(tenant: Tenant, call: Call, rest: readonly string[]): Answer | undefined {
  const [first, , second, third, localization, name] = rest
  if (first !== 'organization' || second !== 'branding' || third !== 'localizations' || rest.length !== 6)
    return undefined
  if (!names.includes(name!)) return undefined
  const branding = collection(tenant, `/organization/${tenant.id}/branding`).values().next().value
  const entry =
    localization === '0' ? branding : objects(branding?.['localizations']).find(({ id }) => text(id) === localization)
  if (!entry) throw notFound(`The localization ${localization}`)
  if (call.method === 'GET') {
    const held = tenant.streams.get(addressOf(tenant, localization!, name!))
    if (!held) throw notFound(`The ${name}`)
    return { status: 200, stream: held }
  }
  if (call.method !== 'PUT') throw notAllowed()
  if (!Buffer.isBuffer(call.body) || call.body.length === 0) throw modelValidation('A file is required.')
  keep(tenant, entry, localization!, name!, call.body, call.headers?.['content-type'] ?? 'application/octet-stream')
  return { status: 204 }
}
