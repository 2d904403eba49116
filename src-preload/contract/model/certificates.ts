import { z } from 'zod'
import { Moment } from './moments.ts'

/** SHA-1 of a certificate, as Windows and Entra show it: 40 hexadecimal digits. */
export const Thumbprint = z
  .string()
  .trim()
  .regex(/^[0-9a-f]{40}$/i)
  .transform((thumbprint) => thumbprint.toUpperCase())

/** A certificate with a private key in the certificate store of the system. */
export const StoredCertificate = z.object({
  thumbprint: z.string(),
  subject: z.string(),
  expiresAt: Moment,
})
export type StoredCertificate = z.infer<typeof StoredCertificate>
