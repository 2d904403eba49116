import { sameCanonical } from '../../canonical/canonical.ts'
import { isObject, objects, text, without, type Json } from '../../json.ts'
import { admxSections } from '../../readable/views/admx.ts'
import type { WriteStep } from '../../restore/write-step.ts'
import type { WriteContext, PolicyType } from '../policy-type.ts'
import { assignmentsPart, scopeTagReference, usualAssignments, usualReadOnly } from '../building-blocks/shared.ts'
import { counted } from '../../counted.ts'

/**
 * Administrative templates. Each definition value is read with its definition, then its presentation values
 * below it; all are written by `updateDefinitionValues` with bindings (G-83, G-162).
 */
export const groupPolicyConfigurations: PolicyType = {
  key: 'groupPolicyConfigurations',
  title: 'Administrative templates',
  noun: { one: 'administrative template', many: 'administrative templates' },
  category: ['Devices', 'Configuration'],
  path: '/deviceManagement/groupPolicyConfigurations',
  rootType: 'groupPolicyConfiguration',
  nameProperty: 'displayName',
  scopeTagProperty: 'roleScopeTagIds',
  foundation: false,
  phase: 60,
  area: 'Configuration',
  service: 'group-policy',
  capture: {
    byId: null,
    parts: [
      {
        property: 'definitionValues',
        path: 'definitionValues?$expand=definition',
        nested: {
          property: 'presentationValues',
          path: (id) => `definitionValues/${id}/presentationValues?$expand=presentation`,
        },
      },
      assignmentsPart,
    ],
  },
  volatile: ['policyConfigurationIngestionType'],
  unordered: ['roleScopeTagIds', 'definitionValues', 'definitionValues[].presentationValues'],
  references: [
    scopeTagReference,
    // Definitions of an uploaded ADMX file have ids of one tenant only, and so have their values (G-87).
    {
      path: 'definitionValues[].definition.id',
      to: 'groupPolicyDefinitions',
      relation: 'refers to',
      whenMissing: 'block',
      when: (definition) => definition['policyType'] === 'admxIngested',
      name: (definition) => `${text(definition['displayName'])} (imported ADMX)`,
    },
  ],
  assignments: usualAssignments,
  normalise: (policy) => ({ ...policy, definitionValues: objects(policy['definitionValues']).map(content) }),
  write: {
    update: 'PATCH',
    readOnly: [...usualReadOnly, 'policyConfigurationIngestionType', 'definitionValues'],
    createOnly: [],
    inline: [],
    parts: definitionSteps,
    warnings: (policy) => unwritable(objects(policy['definitionValues']).filter((value) => !isWritable(value)).length),
  },
  restore: {
    how: 'partial',
    reason:
      'Settings of imported ADMX files are only restored in the tenant they came from, because their IDs differ between tenants.',
  },
  settings: { idsIn: () => (row) => row.key, namedByHeading: true },
  platformOf: () => 'Windows',
  kindOf: () => 'Administrative template',
  readable: admxSections,
}

const idOf = (value: unknown): string => (isObject(value) ? text(value['id']) : '')

/** The content of a definition value, without the ids and dates that the service gives it. */
function content(value: Json): Json {
  return {
    enabled: value['enabled'] === true,
    definition: { id: idOf(value['definition']) },
    presentationValues: objects(value['presentationValues']).map((presentation) => ({
      ...without(presentation, ['id', 'createdDateTime', 'lastModifiedDateTime', 'presentation']),
      presentation: { id: idOf(presentation['presentation']) },
    })),
  }
}

/** Presentation values have no order: they are compared by the presentation they fill. */
function sortedContent(value: Json): Json {
  const { presentationValues, ...rest } = content(value)
  return {
    ...rest,
    presentationValues: objects(presentationValues).toSorted((left, right) =>
      idOf(left['presentation']).localeCompare(idOf(right['presentation']), 'en'),
    ),
  }
}

/**
 * Whether Graph said what a value belongs to. For settings of an uploaded template that is gone, it doesn't (G-86). Such
 * a value can neither be written nor told apart from others, so that it is left as it is.
 */
const isWritable = (value: Json): boolean =>
  idOf(value['definition']) !== '' &&
  objects(value['presentationValues']).every((presentation) => idOf(presentation['presentation']) !== '')

const unwritable = (values: number): string[] =>
  values === 0
    ? []
    : [
        `${counted(values, 'setting')} can't be written, because Graph returned ${values === 1 ? 'it' : 'them'} without ${values === 1 ? 'its' : 'their'} definition. The imported ADMX file may be gone.`,
      ]

function definitionSteps(wanted: Json, live: Json, graph: WriteContext): WriteStep[] {
  const byDefinition = (policy: Json) =>
    new Map(
      objects(policy['definitionValues'])
        .filter(isWritable)
        .map((value) => [idOf(value['definition']), value]),
    )
  const [target, present] = [byDefinition(wanted), byDefinition(live)]
  const changed = [...target].filter(([id, value]) => {
    const existing = present.get(id)
    return !existing || !sameCanonical(sortedContent(existing), sortedContent(value))
  })
  const path = '/deviceManagement/groupPolicyConfigurations/{id}/updateDefinitionValues'
  const replaced = [...present]
    .filter(([id]) => changed.some(([other]) => other === id))
    .map(([, value]) => text(value['id']))
  const gone = [...present].filter(([id]) => !target.has(id)).map(([, value]) => text(value['id']))
  const remove = (ids: readonly string[]): WriteStep[] =>
    ids.length > 0
      ? [
          {
            purpose: `Remove ${counted(ids.length, 'setting')}`,
            method: 'POST',
            path,
            body: { added: [], updated: [], deletedIds: ids },
          },
        ]
      : []
  // Deleting and adding the same definition in one call loses the added one: two calls (G-163). What only
  // goes, goes last: a refusal before leaves as much as possible in force.
  const added: WriteStep[] =
    changed.length > 0
      ? [
          {
            purpose: `Add ${counted(changed.length, 'setting')}`,
            method: 'POST',
            path,
            body: { added: changed.map(([, value]) => boundValue(value, graph)), updated: [], deletedIds: [] },
          },
        ]
      : []
  return [...remove(replaced), ...added, ...remove(gone)]
}

function boundValue(value: Json, graph: WriteContext): Json {
  const definition = `/deviceManagement/groupPolicyDefinitions('${idOf(value['definition'])}')`
  return {
    enabled: value['enabled'] === true,
    'definition@odata.bind': graph.bind(definition),
    presentationValues: objects(value['presentationValues']).map((presentation) => ({
      ...without(presentation, [
        'id',
        'createdDateTime',
        'lastModifiedDateTime',
        'presentation',
        'presentation@odata.context',
      ]),
      'presentation@odata.bind': graph.bind(`${definition}/presentations('${idOf(presentation['presentation'])}')`),
    })),
  }
}
