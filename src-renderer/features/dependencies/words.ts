import { count, counted } from '#renderer/ui/format.ts'

export const words = {
  title: 'Dependencies',
  subtitle: (objects: number, references: number, missing: number, cycles: number): string =>
    `${counted(objects, 'object')}, ${counted(references, 'reference')}, ${counted(missing, 'missing target')}${
      cycles > 0 ? `, ${counted(cycles, 'cycle')}` : ''
    }`,
  showGraph: 'Show graph',
  missing: 'Not in the tenant',

  list: {
    label: 'Objects',
    columns: {
      kind: 'Kind',
      object: 'Object',
      type: 'Type',
      inbound: 'Referenced by',
      outbound: 'Refers to',
      state: 'State',
    },
    filter: 'Filter objects',
    filterPlaceholder: 'Filter by name, type or ID',
    onlyMissing: 'Only missing targets',
    count: (objects: number): string => counted(objects, 'object'),
    empty: {
      title: 'Nothing captured yet',
      body: 'Dependencies come from captured policies and their assignments.',
      action: 'Go to the inventory',
    },
    noMatch: {
      title: 'No matching objects',
      body: 'Groups, filters and users appear here when a policy refers to them.',
      action: 'Show all',
    },
  },

  graph: {
    label: 'Graph',
    allObjects: 'All objects',
    direction: 'Direction',
    directions: { both: 'Both directions', inbound: 'What refers to it', outbound: 'What it refers to' },
    depth: 'Depth',
    steps: (steps: number): string => counted(steps, 'step'),
    tooLarge: {
      title: (objects: number): string => `Too many objects to draw: ${count(objects)}`,
      body: 'Show fewer steps, or start from another object. The list shows the direct references.',
      action: 'Show one step',
    },
    refersTo: 'refers to',
    excluded: 'excluded',
    notInTenant: 'not in the tenant',
    miniMap: 'Overview map of the graph',
    more: (objects: number): string => `${count(objects)} more`,
  },

  impact: {
    title: 'Impact of removing this',
    objects: (objects: number): string => counted(objects, 'object'),
    none: 'None',
    cycle: (names: readonly string[]): string => `This object is part of a cycle: ${names.join(' → ')}.`,
    inbound: 'Refers to this',
    outbound: 'This refers to',
    missing: (type: string): string => `${type}, not in the tenant`,
    openPolicy: 'Open policy',
    export: 'Export list',
    fileName: (object: string): string => `dependencies-${object}.csv`,
    csvHead: ['From', 'Relation', 'To'],
  },
} as const
