import { inConfiguration } from './planted/configuration.ts'
import { inEnrollmentAndApps } from './planted/enrollment-and-apps.ts'
import type { Planted } from './planted/planted.ts'

/** Changes that an administrator could make in the demo tenant. */
export const planted: readonly Planted[] = [...inConfiguration, ...inEnrollmentAndApps]
