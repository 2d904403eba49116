import { z } from 'zod'

/** How exported files are laid out: as Graph returns objects, for a git repository, for IntuneManagement, or for IntuneCD. */
export const ExportFormat = z.enum(['graph', 'git', 'intuneManagement', 'intuneCD'])
export type ExportFormat = z.infer<typeof ExportFormat>
