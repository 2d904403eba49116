import type { CompatibilityReport, TypeCompatibility } from '#contract/model/compatibility.ts'

/** A difference between a tenant and the simulated Graph. */
export interface ReportDifference {
  readonly type: string
  /** `assignments by list`, `property newSetting`, or empty for the type itself. */
  readonly what: string
  readonly tenant: string
  readonly simulated: string
}

const missing = '–'

/**
 * What a tenant answers differently from the simulated Graph. What one of them couldn't try is no difference, nor is an
 * answer with or without items: the objects differ.
 */
export function compareReports(tenant: CompatibilityReport, simulated: CompatibilityReport): ReportDifference[] {
  return differences(tenant, simulated).map(({ type, what, ...sides }) => ({
    type: printable(type),
    what: printable(what),
    tenant: printable(sides.tenant),
    simulated: printable(sides.simulated),
  }))
}

/** A file comes from somebody else: what it says must not control a terminal. */
const printable = (text: string): string => text.replace(/\p{Cc}|\p{Cf}/gu, '\u{FFFD}').slice(0, 200)

function differences(tenant: CompatibilityReport, simulated: CompatibilityReport): ReportDifference[] {
  const known = new Map(simulated.types.map((type) => [type.type, type]))
  return tenant.types.flatMap((type) => {
    const other = known.get(type.type)
    if (!other) return [{ type: type.type, what: '', tenant: type.compatibility, simulated: missing }]
    if (isUntried(type) || isUntried(other)) return []
    return [...routeDifferences(type, other), ...shapeDifferences(type, other)]
  })
}

const isUntried = ({ compatibility }: TypeCompatibility): boolean =>
  compatibility === 'empty' ||
  compatibility === 'notTried' ||
  compatibility === 'notLicensed' ||
  compatibility === 'notPermitted'

const answered = (outcome: string): string => (outcome === 'some' || outcome === 'none' ? 'answers' : outcome)

function routeDifferences(tenant: TypeCompatibility, simulated: TypeCompatibility): ReportDifference[] {
  return tenant.routes.flatMap(({ part, route, outcome, status }) => {
    const other = simulated.routes.find((entry) => entry.part === part && entry.route === route)
    if (!other || outcome === 'notTried' || other.outcome === 'notTried') return []
    if (answered(outcome) === answered(other.outcome)) return []
    return [
      {
        type: tenant.type,
        what: `${part} by ${route}`,
        tenant: `${outcome} (${status})`,
        simulated: `${other.outcome} (${other.status})`,
      },
    ]
  })
}

/** Properties with their JSON types. `null` fits every type. */
function shapeDifferences(tenant: TypeCompatibility, simulated: TypeCompatibility): ReportDifference[] {
  const typeOf = (shape: readonly string[]) => new Map(shape.map((entry) => entry.split(': ') as [string, string]))
  const [ours, theirs] = [typeOf(simulated.shape), typeOf(tenant.shape)]
  return [...new Set([...theirs.keys(), ...ours.keys()])].toSorted().flatMap((property) => {
    const [left, right] = [theirs.get(property) ?? missing, ours.get(property) ?? missing]
    if (left === right || left === 'null' || right === 'null') return []
    return [{ type: tenant.type, what: `property ${property}`, tenant: left, simulated: right }]
  })
}
