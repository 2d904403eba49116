import type { Contract, ContractFile, Property } from './contract.ts'

/** The published types as the service publishes them (`$metadata`, OData CSDL in XML). */
export function metadataXml({ file }: Contract): string {
  const types = (kind: 'EntityType' | 'ComplexType', entries: ContractFile['entityTypes']): string =>
    Object.entries(entries)
      .filter(([, { external }]) => external !== true)
      .map(
        ([name, { baseType, abstract, properties = {}, navigation = {} }]) =>
          `<${kind} Name="${name}"${baseType === undefined ? '' : ` BaseType="graph.${baseType}"`}${abstract ? ' Abstract="true"' : ''}>${Object.entries(properties).map(property).join('')}${Object.entries(navigation).map(link).join('')}</${kind}>`,
      )
      .join('\n')
  const enums = Object.entries(file.enumTypes)
    .map(
      ([name, { members, flags }]) =>
        `<EnumType Name="${name}"${flags ? ' IsFlags="true"' : ''}>${members.map((member, value) => `<Member Name="${escaped(member)}" Value="${value}"/>`).join('')}</EnumType>`,
    )
    .join('\n')
  return `<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices><Schema Namespace="microsoft.graph" Alias="graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">
${enums}
${types('EntityType', file.entityTypes)}
${types('ComplexType', file.complexTypes)}
</Schema></edmx:DataServices></edmx:Edmx>
`
}

const attributes = (name: string, { type, collection, nullable }: Property): string => {
  const reference = type.startsWith('Edm.') ? type : `graph.${type}`
  return `Name="${escaped(name)}" Type="${collection ? `Collection(${reference})` : reference}"${nullable === false ? ' Nullable="false"' : ''}`
}

const property = ([name, entry]: [string, Property]): string =>
  entry.computed
    ? `<Property ${attributes(name, entry)}><Annotation Term="Org.OData.Core.V1.Computed" Bool="true"/></Property>`
    : `<Property ${attributes(name, entry)}/>`

const link = ([name, entry]: [string, Property]): string => `<NavigationProperty ${attributes(name, entry)}/>`

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
