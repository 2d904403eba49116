import type { app } from '#contract/api/app.ts'
import { notBackedUp } from '#domain/coverage/not-backed-up.ts'
import { coverageOf } from '#domain/coverage/coverage.ts'
import { contractCoverage } from '../contract/contract-coverage.ts'
import { policyTypes } from '#domain/policy-types/registry.ts'
import { requireFullPath } from './full-path.ts'
import type { Handlers } from './handlers.ts'

/** For example `tenantatlas-2026-11-30T0315`, in UTC. */
const nameOfCopy = (now: Date): string => `tenantatlas-${now.toISOString().slice(0, 16).replace(':', '')}`

export const appHandlers: Handlers<keyof typeof app> = {
  'app.info': async (_input, { ports }) => ({ ...ports.info, vault: ports.vault.protection }),
  'app.storageUsage': async (_input, { store }) => store.integrity.usage(),
  'app.copyDatabase': async ({ folder }, { store, ports, note }) => {
    requireFullPath(folder)
    const copy = await store.integrity.copyInto(folder, nameOfCopy(ports.clock.now()))
    note({ copy: copy.folder })
    return copy
  },
  'app.coverage': async () => policyTypes.map(coverageOf),
  'app.notBackedUp': async () => [...notBackedUp],
  'coverage.contract': async (_input, { ports, store, tenant }) => contractCoverage(ports.contracts, store, tenant),
  'audit.all': async ({ limit, before }, { store }) =>
    (await store.audit.list(null, limit, before)).map((row) => ({ ...row, detail: { ...row.detail } })),
  'audit.list': async ({ tenantId, limit, before }, { store }) =>
    (await store.audit.list(tenantId, limit, before)).map((row) => ({ ...row, detail: { ...row.detail } })),
}
