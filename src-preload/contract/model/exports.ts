import { z } from 'zod'

/** How exported files are laid out: as Graph returns objects, for a git repository, for IntuneManagement, or for IntuneCD. */
export const ExportFormat = z.enum(['graph', 'git', 'intuneManagement', 'intuneCD'])
export type ExportFormat = z.infer<typeof ExportFormat>

/** What became of the git folder of a tenant after a capture. */
export const RepositoryOutcome = z.object({
  folder: z.string(),
  /** The commit; null if nothing changed. */
  commit: z.string().nullable(),
  /** Why nothing was committed. The export may have been written. */
  problem: z.string().nullable(),
})
export type RepositoryOutcome = z.infer<typeof RepositoryOutcome>
