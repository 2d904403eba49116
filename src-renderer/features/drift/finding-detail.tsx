import { Button, Link } from '@fluentui/react-components'
import { ArrowRightRegular, CopyRegular, InfoRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { TextLanguage } from '#contract/model/policies.ts'
import type { Baseline, Finding } from '#contract/model/drift.ts'
import { at, exactly } from '#renderer/ui/format.ts'
import { Pill } from '#renderer/ui/states.tsx'
import { FindingMark, findingName } from './finding-mark.tsx'
import { severityText } from '#renderer/shared/severity.tsx'
import { words as sharedWords } from '#renderer/shared/words.ts'
import { TextDiff } from '#renderer/ui/code.tsx'
import { words } from './words.ts'
import { ScrollArea } from '#renderer/ui/scroll-area.tsx'
import './drift.css'

/** One finding: both values, who changed it, and where it is. */
export function FindingDetail({
  finding,
  baseline,
}: {
  readonly finding: Finding
  readonly baseline: Baseline
}): ReactNode {
  const [, navigate] = useLocation()
  return (
    <section className="pane" aria-label={words.finding.label}>
      <ScrollArea>
        <div className="pane-head no-bottom">
          <FindingMark finding={finding} />
          <span>{words.finding.title(finding)}</span>
          <span className="end">
            {finding.state === 'acknowledged' ? <Pill>{words.list.states.acknowledged}</Pill> : null}
          </span>
        </div>
        <div className="pane-head block top-s">
          <h2 dir="auto">{findingName(finding)}</h2>
          <span className="small quiet" dir="auto">
            {finding.policyName}
          </span>
        </div>
        {isText(finding) ? (
          <div className="text-finding">
            <TextDiff
              before={{ title: words.finding.inBaseline(baseline.name), text: finding.before ?? '' }}
              after={{ title: words.finding.now(at(baseline.checkedAt)), text: finding.after ?? '' }}
              language={languageOf(finding.after ?? finding.before ?? '')}
              label={findingName(finding)}
              name={finding.policyName}
            />
          </div>
        ) : (
          <div className="before-after">
            <div>
              <span className="small">{words.finding.inBaseline(baseline.name)}</span>
              <Value
                value={finding.before}
                tint="expected"
                whole={finding.kind === 'removed' ? words.finding.thePolicy : null}
              />
            </div>
            <ArrowRightRegular aria-hidden />
            <div>
              <span className="small">{words.finding.now(at(baseline.checkedAt))}</span>
              <Value
                value={finding.after}
                tint="deviating"
                whole={finding.kind === 'new' ? words.finding.thePolicy : null}
              />
            </div>
          </div>
        )}
        <dl className="fact-list">
          {finding.about ? (
            <>
              <dt>{sharedWords.severity.title}</dt>
              <dd>{severityText(finding.about)}</dd>
            </>
          ) : null}
          <dt>{words.finding.changedBy}</dt>
          <dd>{finding.changedBy ?? <span className="quiet">{words.finding.changedByUnknown}</span>}</dd>
          <dt>{words.finding.firstSeen}</dt>
          <dd title={exactly(finding.firstSeenAt)}>{at(finding.firstSeenAt)}</dd>
          {finding.kind === 'changed' || finding.kind === 'assignment-changed' ? (
            <>
              <dt>{words.finding.path}</dt>
              <dd>
                <span className="mono">{finding.path}</span>{' '}
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<CopyRegular />}
                  aria-label={words.finding.copyPath}
                  onClick={() => void navigator.clipboard.writeText(finding.path)}
                />
              </dd>
            </>
          ) : null}
          {finding.policyId ? (
            <>
              <dt>{words.finding.policy}</dt>
              <dd>
                <Link as="button" onClick={() => navigate(`/versions/${finding.policyId}`)}>
                  {words.finding.openVersions}
                </Link>
              </dd>
            </>
          ) : null}
        </dl>
      </ScrollArea>
      <div className="pane-foot small">
        <InfoRegular className="fixed" fontSize={16} />{' '}
        {finding.baselineVersionId ? words.finding.restorable : words.finding.notRestorable}
      </div>
    </section>
  )
}

function Value({
  value,
  tint,
  whole,
}: {
  readonly value: string | null
  readonly tint: 'expected' | 'deviating'
  readonly whole: string | null
}): ReactNode {
  if (whole !== null) return <span className={`${tint} start`}>{whole}</span>
  return value === null ? (
    <span className="quiet">{words.finding.notConfigured}</span>
  ) : (
    <span className={`${tint} start`} dir="auto">
      {value}
    </span>
  )
}

/** A script or a document, which is read line by line. */
const isText = ({ kind, before, after }: Finding): boolean =>
  kind === 'changed' && [before, after].some((value) => value !== null && value.trim().split('\n').length > 1)

/** What a text is written in, as far as its beginning says so. */
function languageOf(text: string): TextLanguage {
  const start = text.trimStart()
  if (start.startsWith('#!')) return 'shell'
  if (start.startsWith('<')) return 'xml'
  if (start.startsWith('{') || start.startsWith('[')) return 'json'
  return /\$\w+|\b[A-Z]\w+-[A-Z]\w+/.test(text) ? 'powershell' : 'text'
}
