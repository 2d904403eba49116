import { Tab, TabList } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { TenantId } from '#contract/model/ids.ts'
import type { ComparedPair } from '#contract/model/compare.ts'
import { useRead } from '#renderer/api/queries.ts'
import { TextDiff } from '#renderer/ui/code.tsx'
import { SettingsDiffView } from '#renderer/shared/settings-diff.tsx'
import { ErrorState, Loading } from '#renderer/ui/states.tsx'
import { useVersionBody, VersionJson } from '#renderer/shared/version-json.tsx'
import { diffInput } from './diff-input.ts'
import { words } from './words.ts'

interface Props {
  readonly pair: ComparedPair
  readonly left: string
  readonly right: string
  readonly titles: readonly [string, string]
}

/** The differences of a pair, as settings and as JSON; an object without a counterpart is shown as JSON. */
export function PairDiff({ pair, left, right, titles }: Props): ReactNode {
  const [tab, setTab] = useState('settings')
  const both = pair.leftVersionId !== null && pair.rightVersionId !== null
  return (
    <section className="pane" aria-label={pair.name} data-pair={pair.state}>
      <div className="pane-head one-line inset-tight">
        <h2 dir="auto" className="ellipsis size-14" title={pair.name}>
          {pair.name}
        </h2>
        {both ? (
          <TabList
            size="small"
            className="end"
            selectedValue={tab}
            onTabSelect={(_event, data) => setTab(String(data.value))}
          >
            <Tab value="settings">{words.pair.settings}</Tab>
            <Tab value="json">{words.pair.json}</Tab>
          </TabList>
        ) : (
          <span className="end small quiet">{words.pair.onlyIn(titles[pair.leftVersionId === null ? 1 : 0])}</span>
        )}
      </div>
      {!both ? (
        <div className="scroll">
          <VersionJson
            tenantId={pair.leftVersionId === null ? right : left}
            versionId={(pair.leftVersionId ?? pair.rightVersionId)!}
            label={pair.name}
          />
        </div>
      ) : tab === 'settings' ? (
        <Settings pair={pair} left={left} right={right} titles={titles} />
      ) : (
        <Json pair={pair} left={left} right={right} titles={titles} />
      )}
    </section>
  )
}

function Settings({ pair, left, right, titles }: Props): ReactNode {
  const sides = [{ tenantId: TenantId.parse(left) }, { tenantId: TenantId.parse(right) }] as const
  const diff = useRead('versions.settingsDiff', diffInput(pair, ...sides))
  if (diff.error) return <ErrorState error={diff.error.error} retry={() => void diff.refetch()} />
  return diff.data ? (
    <div className="neutral-diff">
      <SettingsDiffView diff={diff.data} before={titles[0]} after={titles[1]} onlyChanges />
    </div>
  ) : (
    <Loading />
  )
}

function Json({ pair, left, right, titles }: Props): ReactNode {
  const before = useVersionBody(left, pair.leftVersionId)
  const after = useVersionBody(right, pair.rightVersionId)
  const error = before.error ?? after.error
  if (error) return <ErrorState error={error.error} />
  if (before.data === undefined || after.data === undefined) return <Loading />
  return (
    <TextDiff
      before={{ title: titles[0], text: before.data }}
      after={{ title: titles[1], text: after.data }}
      label={words.pair.difference}
      name={`${pair.name}.json`}
    />
  )
}
