import { createHash } from 'node:crypto'
import { Failure, type AppError } from '#contract/errors.ts'
import { canonicalText } from '#domain/canonical/canonical.ts'
import type { RestoreItem } from '#contract/model/run-shapes.ts'
import { text } from '#domain/json.ts'
import type { GraphReader, WriteRequest } from '../ports/graph.ts'
import { words } from './words.ts'

/** A request of ours that another administrator has to approve (Multi Admin Approval). */
export interface PendingApproval {
  readonly code: string
  /** Which request it is for: a code is only good for the very same one. */
  readonly request: string
}

/** The pending approval that an item's record holds, if any. */
export const pendingApproval = ({ approval }: RestoreItem): PendingApproval | null =>
  approval && approval.code !== '' ? approval : null

/** What tells two write requests apart, without their content. */
export const requestKey = ({ method, path, body }: WriteRequest): string =>
  createHash('sha256')
    .update(`${method} ${path} ${canonicalText(body ?? null)}`)
    .digest('hex')

export type ApprovalState =
  | { readonly state: 'approved' }
  | { readonly state: 'waiting' }
  | { readonly state: 'ended'; readonly error: AppError }

/** Asks Graph what became of the approval request (`operationApprovalRequests`, G-195). */
export async function approvalState(reader: GraphReader, code: string): Promise<ApprovalState> {
  try {
    const request = await reader.get(`/deviceManagement/operationApprovalRequests/${encodeURIComponent(code)}`)
    const status = text(request['status'])
    if (status === 'needsApproval') return { state: 'waiting' }
    if (status !== 'rejected' && status !== 'cancelled' && status !== 'expired') return { state: 'approved' }
    return { state: 'ended', error: { code: 'graphRefused', ...words.approval.ended(code, status) } }
  } catch (error) {
    // Who may not read the requests can still find out by sending the write again.
    if (error instanceof Failure && (error.error.code === 'forbidden' || error.error.code === 'notFound'))
      return { state: 'approved' }
    throw error
  }
}
