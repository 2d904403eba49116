import type { AlertSource } from '../source.ts'
import { conflicts } from './conflicts.ts'
import { expiredSignIns } from './expired-sign-ins.ts'
import { expiries } from './expiries.ts'
import { failedCaptures } from './failed-captures.ts'
import { findings } from './findings.ts'
import { overdueCaptures } from './overdue-captures.ts'
import { schedulesNotStarted } from './schedules-not-started.ts'

/** Where alerts come from. */
export const alertSources: readonly AlertSource[] = [
  findings,
  failedCaptures,
  overdueCaptures,
  schedulesNotStarted,
  expiredSignIns,
  conflicts,
  expiries,
]
