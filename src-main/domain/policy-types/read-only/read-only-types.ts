import type { PolicyType } from '../policy-type.ts'
import { appTypes } from './apps.ts'
import { connectorTypes } from './connectors.ts'
import { deviceTypes } from './devices.ts'
import { readOnly } from './read-only.ts'
import { serviceTypes } from './services.ts'

/** Types that are captured, compared and shown, and never written. */
export const readOnlyTypes: readonly PolicyType[] = [
  ...appTypes,
  ...connectorTypes,
  ...deviceTypes,
  ...serviceTypes,
].map(readOnly)
