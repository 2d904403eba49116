import { setImmediate } from 'node:timers/promises'
import sax from 'sax'
import type { ContractData, ContractProperty, EnumEntry, TypeEntry } from '#domain/graph-contract/graph-contract.ts'

/** Bytes that metadata may have. Those of Graph beta have about a tenth of it. */
export const mostMetadataBytes = 128 * 1024 * 1024

/** Characters that are parsed in one go, which takes a few milliseconds. */
const pieceLength = 32 * 1024

interface OpenType {
  readonly name: string
  readonly kind: 'entityTypes' | 'complexTypes'
  readonly entry: TypeEntry & {
    properties: Record<string, ContractProperty>
    navigation: Record<string, ContractProperty>
  }
}

/**
 * Reads the types from the metadata of a service (OData CSDL in XML), while it arrives. Names are without
 * `microsoft.graph.`, as in `@odata.type`.
 *
 * @throws Error if it isn't XML, has no types, or is too long
 */
export async function parseMetadata(chunks: AsyncIterable<Uint8Array>): Promise<ContractData> {
  const reading = createMetadataParser()
  const decoder = new TextDecoder()
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.byteLength
    if (bytes > mostMetadataBytes) throw new Error(`The metadata is longer than ${mostMetadataBytes} bytes.`)
    const text = decoder.decode(chunk, { stream: true })
    // A chunk can be everything at once. Parsing that would keep the window waiting.
    for (let at = 0; at < text.length; at += pieceLength) {
      reading.write(text.slice(at, at + pieceLength))
      await setImmediate()
    }
  }
  return reading.end()
}

function createMetadataParser(): { write(text: string): void; end(): ContractData } {
  const entityTypes: Record<string, TypeEntry> = {}
  const complexTypes: Record<string, TypeEntry> = {}
  const enumTypes: Record<string, EnumEntry> = {}
  const computed = new Set<string>()
  const parser = sax.parser(true, { position: false })
  let [namespace, alias, target] = ['', '', '']
  let type: OpenType | null = null
  let property: string | null = null
  let members: string[] | null = null
  let failure: Error | null = null

  /** `graph.x`, `microsoft.graph.x` and `Collection(graph.x)` as `x`. */
  const nameOf = (reference: string): string => {
    const full =
      alias !== '' && reference.startsWith(`${alias}.`) ? `${namespace}${reference.slice(alias.length)}` : reference
    return full.replace(/^microsoft\.graph\./, '')
  }
  const propertyOf = (attributes: Readonly<Record<string, string>>): ContractProperty => {
    const collection = /^Collection\((.*)\)$/.exec(attributes['Type'] ?? '')
    return {
      type: nameOf(collection?.[1] ?? attributes['Type'] ?? ''),
      ...(collection ? { collection: true } : {}),
      ...(attributes['Nullable'] === 'false' ? { nullable: false } : {}),
    }
  }
  const openType = (kind: OpenType['kind'], { Name, BaseType, Abstract }: Readonly<Record<string, string>>): void => {
    const entry = {
      ...(BaseType === undefined ? {} : { baseType: nameOf(BaseType) }),
      ...(Abstract === 'true' ? { abstract: true } : {}),
      properties: {},
      navigation: {},
    }
    type = { name: nameOf(`${namespace}.${Name ?? ''}`), kind, entry }
  }

  parser.onopentag = ({ name, attributes: given }) => {
    const attributes = given as Record<string, string>
    const local = name.replace(/^.*:/, '')
    if (local === 'Schema') [namespace, alias] = [attributes['Namespace'] ?? '', attributes['Alias'] ?? '']
    else if (local === 'EntityType') openType('entityTypes', attributes)
    else if (local === 'ComplexType') openType('complexTypes', attributes)
    else if (local === 'Property' && type) {
      property = attributes['Name'] ?? ''
      type.entry.properties[property] = propertyOf(attributes)
    } else if (local === 'NavigationProperty' && type)
      type.entry.navigation[attributes['Name'] ?? ''] = propertyOf(attributes)
    else if (local === 'EnumType') {
      members = []
      enumTypes[nameOf(`${namespace}.${attributes['Name'] ?? ''}`)] = {
        members,
        ...(attributes['IsFlags'] === 'true' ? { flags: true } : {}),
      }
    } else if (local === 'Member') members?.push(attributes['Name'] ?? '')
    else if (local === 'Annotations') target = attributes['Target'] ?? ''
    else if (
      local === 'Annotation' &&
      attributes['Term'] === 'Org.OData.Core.V1.Computed' &&
      attributes['Bool'] !== 'false'
    )
      computed.add(type && property !== null ? `${type.name}/${property}` : nameOf(target))
  }
  parser.onclosetag = (name) => {
    const local = name.replace(/^.*:/, '')
    if (local === 'Property') property = null
    else if (local === 'EnumType') members = null
    else if (local === 'Annotations') target = ''
    else if ((local === 'EntityType' || local === 'ComplexType') && type) {
      const { name: typeName, kind, entry }: OpenType = type
      ;(kind === 'entityTypes' ? entityTypes : complexTypes)[typeName] = entry
      type = null
    }
  }
  parser.onerror = (error) => {
    failure ??= error
    parser.resume()
  }
  return {
    write(text) {
      parser.write(text)
      if (failure) throw failure
    },
    end() {
      parser.close()
      if (failure) throw failure
      if (Object.keys(entityTypes).length === 0) throw new Error('The metadata has no types.')
      for (const place of computed) {
        const [name = '', at = ''] = place.split('/')
        const properties = (entityTypes[name] ?? complexTypes[name])?.properties as
          | Record<string, ContractProperty>
          | undefined
        if (properties?.[at]) properties[at] = { ...properties[at], computed: true }
      }
      return { entityTypes, complexTypes, enumTypes }
    },
  }
}
