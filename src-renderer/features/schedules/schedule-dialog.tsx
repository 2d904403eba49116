import { Checkbox, Dropdown, Field, Input, Option, SpinButton } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { BaselineId } from '#contract/model/ids.ts'
import type { Keep, Schedule } from '#contract/model/schedules.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { ZoneInput } from '#renderer/ui/zone-input.tsx'
import { at } from '#renderer/ui/format.ts'
import { cronOf, timingOf, type Timing } from './timing.ts'
import { words } from './words.ts'
import './schedules.css'

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone
const keeps: readonly (keyof Keep)[] = ['last', 'daily', 'weekly', 'monthly']

/** Makes a schedule, or changes one. */
export function ScheduleDialog({
  tenant,
  schedule,
  onClose,
}: {
  readonly tenant: Tenant
  readonly schedule: Schedule | null
  readonly onClose: () => void
}): ReactNode {
  const [name, setName] = useState(schedule?.name ?? words.dialog.defaultName)
  const [timing, setTiming] = useState(() => timingOf(schedule?.cron ?? '0 5 * * *'))
  const [zone, setZone] = useState(schedule?.zone ?? ownZone)
  const [keep, setKeep] = useState<Keep>(schedule?.keep ?? { last: 7, daily: 14, weekly: 8, monthly: 12 })
  const [types, setTypes] = useState<readonly string[]>(schedule?.types ?? [])
  const [baselineId, setBaseline] = useState<string>(schedule?.baselineId ?? '')
  const known = useRead('policies.types', { tenantId: tenant.id })
  const baselines = useRead('drift.baselines', { tenantId: tenant.id })
  const cron = cronOf(timing)
  const preview = useRead('schedules.preview', { cron, zone })
  const save = useAction('schedules.save', onClose)
  const set = (change: Partial<Timing>) => setTiming((before) => ({ ...before, ...change }))
  const problem = preview.data?.problem ?? null
  return (
    <FormDialog
      wide
      title={schedule ? words.dialog.editTitle(schedule.name) : words.dialog.newTitle}
      action={words.dialog.save}
      disabled={name.trim() === '' || problem !== null || save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={() =>
        save.mutate({
          tenantId: tenant.id,
          ...(schedule ? { scheduleId: schedule.id } : {}),
          name,
          types: [...types],
          cron,
          zone,
          keep,
          baselineId: baselineId === '' ? null : BaselineId.parse(baselineId),
          enabled: schedule?.enabled ?? true,
        })
      }
    >
      <Field label={words.dialog.name} required>
        <Input value={name} maxLength={200} onChange={(_event, data) => setName(data.value)} />
      </Field>
      <div className="row bottom wrap">
        <Field label={words.dialog.when}>
          <Dropdown
            className="min-170"
            value={words.dialog.ways[timing.every]}
            selectedOptions={[timing.every]}
            onOptionSelect={(_event, data) => set({ every: (data.optionValue ?? 'day') as Timing['every'], cron })}
          >
            {Object.entries(words.dialog.ways).map(([key, word]) => (
              <Option key={key} value={key}>
                {word}
              </Option>
            ))}
          </Dropdown>
        </Field>
        {timing.every === 'week' ? (
          <Field label={words.dialog.on}>
            <Dropdown
              className="min-140"
              value={words.dialog.weekdays[Number(timing.weekday)] ?? ''}
              selectedOptions={[timing.weekday]}
              onOptionSelect={(_event, data) => set({ weekday: data.optionValue ?? '1' })}
            >
              {words.dialog.weekdays.map((word, index) => (
                <Option key={word} value={String(index)}>
                  {word}
                </Option>
              ))}
            </Dropdown>
          </Field>
        ) : null}
        {timing.every === 'month' ? (
          <Field label={words.dialog.dayOfMonth}>
            <SpinButton
              className="w-80"
              min={1}
              max={28}
              value={Number(timing.day)}
              onChange={(_event, data) =>
                set({ day: String(Math.min(28, Math.max(1, Number(data.value ?? data.displayValue) || 1))) })
              }
            />
          </Field>
        ) : null}
        {timing.every === 'custom' ? (
          <Field label={words.dialog.cron}>
            <Input
              className="mono"
              value={timing.cron}
              maxLength={100}
              onChange={(_event, data) => set({ cron: data.value })}
            />
          </Field>
        ) : (
          <Field label={words.dialog.at}>
            <Input type="time" value={timing.time} onChange={(_event, data) => set({ time: data.value || '00:00' })} />
          </Field>
        )}
        <ZoneInput label={words.dialog.zone} zone={zone} onZone={setZone} />
      </div>
      {problem ? (
        <p className="danger flush" role="alert">
          {problem}
        </p>
      ) : (
        <p className="small quiet flush" data-next>
          {words.dialog.next((preview.data?.next ?? []).slice(0, 3).map((moment) => at(moment)))}
        </p>
      )}
      <Field label={words.dialog.what}>
        <Dropdown
          multiselect
          value={types.length === 0 ? words.dialog.everything : words.dialog.types(types.length)}
          selectedOptions={[...types]}
          onOptionSelect={(_event, data) => setTypes(data.selectedOptions)}
        >
          {known.data?.map((type) => (
            <Option key={type.key} value={type.key}>
              {type.title}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <fieldset className="keep-counts">
        <legend className="small">{words.dialog.keepLegend}</legend>
        <div className="row">
          {keeps.map((key) => (
            <Field key={key} label={words.dialog.keep[key]}>
              <SpinButton
                className="w-92"
                min={0}
                max={1000}
                value={keep[key]}
                onChange={(_event, data) =>
                  setKeep((before) => ({
                    ...before,
                    [key]: Math.min(1000, Math.max(0, Number(data.value ?? data.displayValue) || 0)),
                  }))
                }
              />
            </Field>
          ))}
        </div>
      </fieldset>
      <Field label={words.dialog.drift}>
        <Dropdown
          value={baselines.data?.find((entry) => entry.id === baselineId)?.name ?? words.dialog.noDrift}
          selectedOptions={[baselineId]}
          onOptionSelect={(_event, data) => setBaseline(data.optionValue ?? '')}
        >
          <Option value="" text={words.dialog.noDrift}>
            {words.dialog.noDrift}
          </Option>
          {baselines.data?.map((entry) => (
            <Option key={entry.id} value={entry.id} text={entry.name}>
              {words.dialog.against(entry.name)}
            </Option>
          ))}
        </Dropdown>
      </Field>
      {types.length > 0 ? (
        <Checkbox label={words.dialog.everything} checked={false} onChange={() => setTypes([])} />
      ) : null}
    </FormDialog>
  )
}
