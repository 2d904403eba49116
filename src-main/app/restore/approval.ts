import { inUri } from '#domain/uri.ts'
import { createHash } from 'node:crypto'
import { Failure, type AppError } from '#contract/errors.ts'
import { canonicalText } from '#domain/canonical/canonical.ts'
import type { RestoreItem } from '#contract/model/run-shapes.ts'
import { text } from '#domain/json.ts'
import type { GraphReader, WriteRequest } from '../ports/graph.ts'
import { words } from './words.ts'

/** A request that another administrator has to approve (Multi Admin Approval). */
export interface PendingApproval {
  readonly code: string
  /** The request of the code. A code is only valid for the identical request. */
  readonly request: string
}

/** The pending approval that an item's record holds, if any. */
export const pendingApproval = ({ approval }: RestoreItem): PendingApproval | null =>
  approval && approval.code !== '' ? approval : null

/** Identifies a write request, without its content. */
export const requestKey = ({ method, path, body, file }: WriteRequest): string =>
  createHash('sha256')
    .update(`${method} ${path} ${canonicalText(body ?? file ?? null)}`)
    .digest('hex')

export type ApprovalState =
  | { readonly state: 'approved' }
  | { readonly state: 'waiting' }
  | { readonly state: 'ended'; readonly error: AppError }

/** Reads the state of the approval request from Graph (`operationApprovalRequests`, G-195). */
export async function approvalState(reader: GraphReader, code: string): Promise<ApprovalState> {
  try {
    const request = await reader.get(`/deviceManagement/operationApprovalRequests/${inUri(code)}`)
    const status = text(request['status'])
    if (status === 'needsApproval') return { state: 'waiting' }
    if (status !== 'rejected' && status !== 'cancelled' && status !== 'expired') return { state: 'approved' }
    return { state: 'ended', error: { code: 'graphRefused', ...words.approval.ended(code, status) } }
  } catch (error) {
    // Without permission to read the requests, sending the write again shows the state.
    if (error instanceof Failure && (error.error.code === 'forbidden' || error.error.code === 'notFound'))
      return { state: 'approved' }
    throw error
  }
}
