import { Link } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Policy } from '#contract/model/policies.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { count } from '#renderer/ui/format.ts'
import { ErrorState, Loading } from '#renderer/ui/states.tsx'
import { coverageByCategory, type TypeState } from './coverage-counts.ts'
import { words } from './words.ts'

const legend = Object.entries(words.coverage.states) as readonly (readonly [TypeState, string])[]

/** How much of the tenant is captured, by the parts of the admin center. */
export function CoverageCard({
  tenant,
  policies,
}: {
  readonly tenant: Tenant
  readonly policies: readonly Policy[]
}): ReactNode {
  const [, navigate] = useLocation()
  const types = useRead('app.coverage', {})
  const health = useRead('tenants.health', { tenantId: tenant.id })
  if (!types.data)
    return (
      <section className="card" aria-label={words.coverage.title}>
        {types.error ? <ErrorState error={types.error.error} retry={() => void types.refetch()} /> : <Loading />}
      </section>
    )
  const categories = coverageByCategory(types.data, policies, health.data, tenant)
  const total = (state: TypeState) => categories.reduce((sum, category) => sum + category.states[state], 0)
  return (
    <section className="card" aria-label={words.coverage.title}>
      <div className="card-head">
        <h2>{words.coverage.title}</h2>
        <Link as="button" onClick={() => navigate('/coverage')}>
          {words.coverage.allTypes(types.data.length)}
        </Link>
      </div>
      {categories.map((category) => (
        <div className="coverage-row" key={category.title}>
          <span>{category.title}</span>
          <span className="quiet small">
            {words.coverage.typesOf(category.states.captured + category.states['preview-only'], category.types)}
          </span>
          <span className="small end">{words.coverage.objects(category.objects)}</span>
          <div
            className="coverage-bar"
            role="img"
            aria-label={legend
              .filter(([state]) => category.states[state] > 0)
              .map(([state, word]) => words.coverage.stateCount(category.states[state], word))
              .join(', ')}
          >
            {legend.map(([state]) =>
              category.states[state] > 0 ? (
                <span key={state} data-state={state} style={{ '--share': category.states[state] }} />
              ) : null,
            )}
          </div>
        </div>
      ))}
      <dl className="coverage-legend">
        {legend.map(([state, word]) =>
          total(state) > 0 ? (
            <div key={state}>
              <dt>
                <span className="coverage-dot" data-state={state} />
                {word}
              </dt>
              <dd>{count(total(state))}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </section>
  )
}
