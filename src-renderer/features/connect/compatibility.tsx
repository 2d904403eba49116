import { Button } from '@fluentui/react-components'
import { ArrowDownloadRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import type { Compatibility as How } from '#contract/model/compatibility.ts'
import type { Health } from '#contract/model/health.ts'
import { useRead } from '#renderer/api/queries.ts'
import { Pill, type Tone } from '#renderer/ui/states.tsx'
import { save } from '#renderer/shared/save.ts'
import { words } from './words.ts'

const tones: Readonly<Partial<Record<How, Tone>>> = { works: 'success', otherRoute: 'brand', contradicts: 'danger' }
/** In this order: what needs attention first. */
const shown: readonly How[] = ['contradicts', 'otherRoute', 'works', 'notPermitted', 'notLicensed', 'empty', 'notTried']

/** How each type can be read in the tenant, and the result as a file. */
export function Compatibility({
  tenantId,
  health,
}: {
  readonly tenantId: string
  readonly health: Health | null
}): ReactNode {
  const report = useRead('tenants.compatibility', { tenantId })
  const titles = new Map(health?.types.map(({ type, title }) => [type, title]))
  const groups = Map.groupBy(health?.compatibility ?? [], ({ compatibility }) => compatibility)
  const saveReport = (): void =>
    void save(words.compatibility.file, JSON.stringify(report.data, null, 2), 'application/json')
  return (
    <section className="pane" aria-label={words.compatibility.title}>
      <div className="pane-head">
        <h2>{words.compatibility.title}</h2>
      </div>
      <div className="stack fact-foot">
        <p className="quiet">{groups.size === 0 ? words.compatibility.pending : words.compatibility.body}</p>
        {groups.size === 0 ? null : (
          <ul className="plain-list" aria-label={words.compatibility.title}>
            {shown.flatMap((how) => {
              const types = groups.get(how)
              if (!types) return []
              const names = types.map(({ type }) => titles.get(type) ?? type).join(', ')
              return [
                <li key={how}>
                  <Pill tone={tones[how] ?? 'plain'}>{words.compatibility.count(how, types.length)}</Pill>
                  {how === 'works' ? null : <span className="small quiet"> {names}</span>}
                </li>,
              ]
            })}
          </ul>
        )}
        <Button appearance="subtle" icon={<ArrowDownloadRegular />} disabled={!report.data} onClick={saveReport}>
          {words.compatibility.save}
        </Button>
        <span className="small quiet">{words.compatibility.hint}</span>
      </div>
    </section>
  )
}
