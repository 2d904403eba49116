import { z } from 'zod'

/** How exported files are laid out: as Graph returns objects, for a git repository, or for IntuneManagement. */
export const ExportFormat = z.enum(['graph', 'git', 'intuneManagement'])
export type ExportFormat = z.infer<typeof ExportFormat>
