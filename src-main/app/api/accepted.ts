import { RunId } from '#contract/model/ids.ts'
import type { Accepted } from '../runs/engine.ts'

/** A queued run as the contract shows it. */
export const toAccepted = ({ runId, reused }: Accepted): { runId: RunId; reused: boolean } => ({
  runId: RunId.parse(runId),
  reused,
})
