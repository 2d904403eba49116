import { z } from 'zod'

export const runStates = ['queued', 'running', 'cancelling', 'succeeded', 'partial', 'failed', 'cancelled'] as const

export const RunState = z.enum(runStates)
export type RunState = z.infer<typeof RunState>

export const itemStates = [
  'pending',
  'running',
  'done',
  'unchanged',
  'skipped',
  'waiting',
  'failed',
  'blocked',
  'unknown',
] as const

export const ItemState = z.enum(itemStates)
export type ItemState = z.infer<typeof ItemState>

export const ItemCounts = z.record(ItemState, z.number())
