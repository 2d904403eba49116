import { z } from 'zod'
import { ChangeReason } from '#contract/model/severity.ts'
import { Doubt } from '#contract/model/doubts.ts'

/** The place of a version among the versions of the file, from 0. */
const Place = z.number().int().nonnegative()

/** A record of an atlas file. Versions come in the order in which they were captured, and sets name them by their place. */
export const AtlasRecord = z.discriminatedUnion('k', [
  /** Names of groups and other objects, by their kind. */
  z.object({
    k: z.literal('names'),
    kind: z.string(),
    entries: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
  z.object({
    k: z.literal('version'),
    type: z.string(),
    /** The ID of the object in its tenant. */
    id: z.string(),
    at: z.iso.datetime(),
    modifiedAt: z.string().nullable(),
    document: z.record(z.string(), z.unknown()),
    names: z.record(z.string(), z.string()),
    doubts: z.array(Doubt),
  }),
  z.object({
    k: z.literal('set'),
    /** The ID of the set where it was made, so that it is the same one in every import. */
    id: z.string(),
    name: z.string(),
    at: z.iso.datetime(),
    isComplete: z.boolean(),
    versions: z.array(Place),
    /** Files of earlier versions have neither. */
    note: z.string().default(''),
    tags: z.array(z.string()).default([]),
  }),
  z.object({
    k: z.literal('baseline'),
    /** The ID of the baseline where it was made. */
    id: z.string(),
    name: z.string(),
    at: z.iso.datetime(),
    checkedAt: z.iso.datetime().nullable(),
    unread: z.array(z.string()),
    /** A set by its ID in the file, versions by their places, or a moment. */
    source: z.union([
      z.object({ set: z.string() }),
      z.object({ versions: z.array(Place) }),
      z.object({ at: z.iso.datetime() }),
    ]),
    /** Findings that are open or acknowledged. */
    findings: z.array(
      z.object({
        fingerprint: z.string(),
        kind: z.enum(['new', 'removed', 'changed', 'assignment-changed']),
        type: z.string(),
        externalId: z.string(),
        policyName: z.string(),
        path: z.string(),
        name: z.string(),
        before: z.string().nullable(),
        after: z.string().nullable(),
        baselineVersion: Place.nullable(),
        currentVersion: Place.nullable(),
        changedBy: z.string().nullable(),
        print: z.string().nullable(),
        isAcknowledged: z.boolean(),
        /** Files of earlier versions don't have it. */
        reasons: z.array(ChangeReason).nullable().default(null),
      }),
    ),
  }),
])
export type AtlasRecord = z.infer<typeof AtlasRecord>
