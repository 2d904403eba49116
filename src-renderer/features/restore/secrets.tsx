import { Button, Dropdown, Input, Option } from '@fluentui/react-components'
import { KeyRegular } from '@fluentui/react-icons'
import { useMemo, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { PlanItem, SecretAsk } from '#contract/model/plans.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { EmptyState, ErrorState, Loading } from '#renderer/ui/states.tsx'
import { secretName, type SecretAnswer, type SecretRow } from './secret-rows.ts'
import { StepHead } from './step-head.tsx'
import { words } from './words.ts'

type Answers = Readonly<Record<string, SecretAnswer>>

/** The step before the preview: every secret that the backup doesn't hold, and what to do about it. */
export function RestoreSecrets({ tenant, planId }: { readonly tenant: Tenant; readonly planId: string }): ReactNode {
  const [, navigate] = useLocation()
  const plan = useRead('restore.get', { tenantId: tenant.id, planId })
  const [answers, setAnswers] = useState<Answers>({})
  const [current, setCurrent] = useState<string | null>(null)
  const again = useAction('restore.planAgain', ({ runId }) => navigate(`/restore/planning/${runId}/answered`))
  const answer = useAction('restore.answerSecret')
  const columns = useMemo(
    () => columnsFor(tenant, answers, (key, given) => setAnswers((before) => ({ ...before, [key]: given }))),
    [tenant, answers],
  )
  if (plan.error) return <ErrorState error={plan.error.error} retry={() => void plan.refetch()} />
  if (!plan.data) return <Loading label={words.planning.reading} />
  const rows = plan.data.items.flatMap((item: PlanItem) =>
    item.asks.map((ask: SecretAsk): SecretRow => ({ key: `${item.seq}${ask.pointer}`, item, ask })),
  )
  const given = rows.filter(({ key }) => key in answers)
  const isIncomplete = given.some(({ key }) => answers[key]?.how === 'typed' && answers[key].value === '')
  const error = answer.error ?? again.error

  async function next(): Promise<void> {
    if (given.length === 0) return navigate(`/restore/plan/${planId}`)
    for (const { key, item, ask } of given) {
      const { how, value } = answers[key]!
      await answer.mutateAsync({
        tenantId: tenant.id,
        planId,
        seq: item.seq,
        pointer: ask.pointer,
        answer: how === 'typed' ? { typed: value } : how === 'kept' ? 'kept' : null,
      })
    }
    again.mutate({ tenantId: tenant.id, planId })
  }

  return (
    <>
      <StepHead tenant={tenant} step={4}>
        {words.secrets.subtitle}
      </StepHead>
      <section className="pane" aria-label={words.secrets.label}>
        {rows.length === 0 ? (
          <EmptyState icon={<KeyRegular fontSize={28} />} title={words.secrets.nothing.title}>
            {words.secrets.nothing.body}
          </EmptyState>
        ) : (
          <DataGrid
            label={words.secrets.label}
            rows={rows}
            columns={columns}
            id={({ key }) => key}
            current={current}
            onCurrent={setCurrent}
            tall
          />
        )}
        <div className="pane-foot">
          <span>{words.secrets.note}</span>
          {error ? (
            <span className="danger" role="alert">
              {error.error.message} {error.error.hint}
            </span>
          ) : null}
          <span className="row push">
            <Button onClick={() => history.back()}>{words.back}</Button>
            <Button
              appearance="primary"
              disabled={isIncomplete || answer.isPending || again.isPending}
              onClick={() => void next().catch(() => undefined)}
            >
              {words.secrets.next}
            </Button>
          </span>
        </div>
      </section>
    </>
  )
}

function columnsFor(
  tenant: Tenant,
  answers: Answers,
  onAnswer: (key: string, answer: SecretAnswer) => void,
): readonly Column<SecretRow>[] {
  return [
    {
      key: 'name',
      title: words.secrets.columns.object,
      width: 'minmax(0, 1fr)',
      sort: ({ item }) => item.name,
      render: ({ item }) => (
        <span dir="auto" title={`${item.name} – ${item.kind}`}>
          {item.name} <span className="quiet small">{item.kind}</span>
        </span>
      ),
    },
    {
      key: 'secret',
      title: words.secrets.columns.secret,
      width: 'minmax(0, 0.8fr)',
      sort: ({ ask }) => secretName(ask),
      render: ({ ask }) => <span title={ask.pointer}>{secretName(ask)}</span>,
    },
    {
      key: 'how',
      title: words.secrets.columns.answer,
      width: 'minmax(190px, 0.8fr)',
      render: (row) => <How row={row} tenant={tenant} answers={answers} onAnswer={onAnswer} />,
    },
    {
      key: 'value',
      title: words.secrets.columns.value,
      width: 'minmax(170px, 0.9fr)',
      render: ({ key, item, ask }) => {
        const answer = answers[key]
        if (answer?.how !== 'typed') return null
        return (
          <Input
            className="whole-width"
            size="small"
            type="password"
            autoComplete="off"
            aria-label={words.secrets.valueFor(secretName(ask), item.name)}
            value={answer.value}
            onChange={(_event, data) => onAnswer(key, { how: 'typed', value: data.value })}
          />
        )
      },
    },
  ]
}

interface HowProps {
  readonly row: SecretRow
  readonly tenant: Tenant
  readonly answers: Answers
  readonly onAnswer: (key: string, answer: SecretAnswer) => void
}

/** What becomes of a secret: typed in, kept as it is in the target, or not written. */
function How({ row: { key, item, ask }, tenant, answers, onAnswer }: HowProps): ReactNode {
  const how = answers[key]?.how ?? ask.answer ?? 'none'
  const options = {
    typed: ask.answer === 'typed' && !(key in answers) ? words.secrets.entered : words.secrets.enter,
    kept: words.secrets.keep(tenant.name),
    none: ask.isNeeded ? words.secrets.leaveOut : words.secrets.without,
  }
  return (
    <Dropdown
      className="whole-width shrinks"
      size="small"
      aria-label={words.secrets.choiceFor(secretName(ask), item.name)}
      value={options[how]}
      selectedOptions={[how]}
      onOptionSelect={(_event, data) => onAnswer(key, { how: data.optionValue as SecretAnswer['how'], value: '' })}
    >
      <Option value="typed" text={options.typed}>
        {words.secrets.enter}
      </Option>
      {item.targetId === null || !ask.canKeep ? null : (
        <Option value="kept" text={options.kept}>
          {options.kept}
        </Option>
      )}
      <Option value="none" text={options.none}>
        {options.none}
      </Option>
    </Dropdown>
  )
}
