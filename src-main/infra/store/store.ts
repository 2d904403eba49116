import type { Kysely } from 'kysely'
import type { IntegrityRepository, Store } from '#app/ports/store.ts'
import { auditRepository } from './repositories/audit.ts'
import { backupRepository } from './repositories/backups.ts'
import { changeRepository } from './repositories/changes.ts'
import { contractRepository } from './repositories/contracts.ts'
import { typedSecretRepository } from './repositories/typed-secrets.ts'
import { definitionRepository } from './repositories/definitions.ts'
import { dependencyRepository } from './repositories/dependencies.ts'
import { directoryRepository } from './repositories/directory.ts'
import { driftRepository } from './repositories/drift.ts'
import { lifecycleRepository } from './repositories/lifecycle.ts'
import { mappingRepository } from './repositories/mappings.ts'
import { recipientRepository } from './repositories/recipients.ts'
import { replacementRepository } from './repositories/replacements.ts'
import { notificationRepository } from './repositories/notifications.ts'
import { planRepository } from './repositories/plans.ts'
import { portfolioRepository } from './repositories/portfolio.ts'
import { policyRepository } from './repositories/policies.ts'
import { routeRepository } from './repositories/routes.ts'
import { runRepository } from './repositories/runs.ts'
import { scheduleRepository } from './repositories/schedules.ts'
import { searchRepository } from './repositories/search.ts'
import { tenantRepository } from './repositories/tenants.ts'
import { tokenCacheRepository } from './repositories/token-caches.ts'
import { versionRepository, type StoreCache } from './repositories/versions.ts'
import { standardRepository } from './repositories/standards.ts'
import { rolloutRepository } from './repositories/rollouts.ts'
import { deviationRepository } from './repositories/deviations.ts'
import { alertRepository } from './repositories/alerts.ts'
import { viewRepository } from './repositories/views.ts'
import type { Schema } from './schema/schema.ts'
import { inTransaction } from './transaction.ts'

/**
 * All repositories, for a database or one of its transactions.
 *
 * @param integrity has connections of its own, so it stays outside of every transaction
 * @param breathe lets other work have its turn, if that is due
 */
export function createStore(
  db: Kysely<Schema>,
  newId: () => string,
  integrity: IntegrityRepository,
  cache: StoreCache,
  breathe: () => Promise<void>,
): Store {
  return {
    tenants: tenantRepository(db),
    tokenCaches: tokenCacheRepository(db),
    policies: policyRepository(db, newId),
    versions: versionRepository(db, newId, cache, breathe),
    backups: backupRepository(db),
    routes: routeRepository(db),
    contracts: contractRepository(db),
    typedSecrets: typedSecretRepository(db),
    runs: runRepository(db),
    plans: planRepository(db),
    directory: directoryRepository(db),
    definitions: definitionRepository(db),
    audit: auditRepository(db),
    mappings: mappingRepository(db),
    replacements: replacementRepository(db),
    notifications: notificationRepository(db),
    changes: changeRepository(db),
    portfolio: portfolioRepository(db),
    search: searchRepository(db),
    dependencies: dependencyRepository(db),
    drift: driftRepository(db),
    schedules: scheduleRepository(db),
    views: viewRepository(db),
    alerts: alertRepository(db),
    deviations: deviationRepository(db),
    standards: standardRepository(db),
    rollouts: rolloutRepository(db),
    recipients: recipientRepository(db),
    lifecycle: lifecycleRepository(db),
    integrity,
    transaction: (work) =>
      inTransaction(db, (transaction) => work(createStore(transaction, newId, integrity, cache, breathe))),
  }
}
