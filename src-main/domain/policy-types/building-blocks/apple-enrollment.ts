import { isObject, text, type Json } from '../../json.ts'
import type { ReferenceRule } from '../policy-type.ts'

/** What `creationSource` of an Apple enrollment policy begins with; the rest is the ID of the enrollment program token. */
const ofToken = 'DepTokenId_'

/** Whether a settings catalog policy belongs to an Apple enrollment program token (G-222). */
export const isAppleEnrollment = (policy: Json): boolean =>
  isObject(policy['templateReference']) &&
  text(policy['templateReference']['templateFamily']) === 'enrollmentConfiguration' &&
  /iOS|macOS|tvOS|visionOS/.test(text(policy['platforms']))

/** The token that an Apple enrollment policy belongs to. Without one in the target, it can't be created. */
export const enrollmentTokenReference: ReferenceRule = {
  path: 'creationSource',
  to: 'depOnboardingSettings',
  relation: 'refers to',
  when: isAppleEnrollment,
  inside: {
    idsOf: (value) => (text(value).startsWith(ofToken) ? [text(value).slice(ofToken.length)] : []),
    withIds: (value, idFor) => `${ofToken}${idFor(text(value).slice(ofToken.length)) ?? ''}`,
  },
  whenMissing: 'block',
}

/** The link to the token, for the body of a write. Other policies have a source that the service sets itself. */
export const tokenLink = (policy: Json): Json =>
  isAppleEnrollment(policy) && text(policy['creationSource']).startsWith(ofToken)
    ? { creationSource: policy['creationSource'] }
    : {}
