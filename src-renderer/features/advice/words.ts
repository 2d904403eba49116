import type { Advice } from '#contract/model/advice.ts'
import { counted } from '#renderer/ui/format.ts'

export const words = {
  title: 'Advice',
  subtitle: 'What could be tidied up, from the latest captures',
  rules: 'Advice',
  severities: { high: 'High', medium: 'Medium', low: 'Low' } satisfies Record<Advice['severity'], string>,
  open: 'Needs members',
  openTitle: 'Users, devices and groups haven’t been read',
  openBody: 'This advice looks at the members of groups. Read them under "Who gets what".',
  openAction: 'Open "Who gets what"',
  none: 'Nothing to tidy up here',
  noneBody: 'No captured policy matches.',
  nothing: {
    title: 'Nothing has been captured yet',
    body: 'Capture the tenant first. Advice comes from the latest captures.',
  },
  list: 'What it is about',
  columns: { name: 'Name', type: 'Type', detail: 'Why' },
  change: (policies: number): string => `Change ${counted(policies, 'policy', 'policies')}…`,
  selectHint: 'Select policies to change them.',
  openPolicy: 'Open policy',
} as const
