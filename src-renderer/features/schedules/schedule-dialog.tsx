import { Checkbox, Combobox, Dropdown, Field, Input, Option, SpinButton } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { BaselineId } from '#contract/model/ids.ts'
import type { Keep, Schedule } from '#contract/model/schedules.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { exactly } from '#renderer/ui/format.ts'
import { cronOf, timingOf, weekdays, type Timing } from './timing.ts'
import './schedules.css'

const ways: Readonly<Record<Timing['every'], string>> = {
  day: 'Every day',
  weekdays: 'Monday to Friday',
  week: 'Every week',
  month: 'Every month',
  custom: 'Cron expression',
}
const zones = Intl.supportedValuesOf('timeZone')
const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone
const keeps: readonly (readonly [keyof Keep, string])[] = [
  ['last', 'Last'],
  ['daily', 'Days'],
  ['weekly', 'Weeks'],
  ['monthly', 'Months'],
]

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
  const [name, setName] = useState(schedule?.name ?? 'Nightly')
  const [timing, setTiming] = useState(() => timingOf(schedule?.cron ?? '0 5 * * *'))
  const [zone, setZone] = useState(schedule?.zone ?? ownZone)
  const [zoneWords, setZoneWords] = useState(zone)
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
      title={schedule ? `Change ${schedule.name}` : 'New schedule'}
      action="Save"
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
      <Field label="Name" required>
        <Input value={name} maxLength={200} onChange={(_event, data) => setName(data.value)} />
      </Field>
      <div className="row bottom wrap">
        <Field label="When">
          <Dropdown
            className="min-170"
            value={ways[timing.every]}
            selectedOptions={[timing.every]}
            onOptionSelect={(_event, data) => set({ every: (data.optionValue ?? 'day') as Timing['every'], cron })}
          >
            {Object.entries(ways).map(([key, word]) => (
              <Option key={key} value={key}>
                {word}
              </Option>
            ))}
          </Dropdown>
        </Field>
        {timing.every === 'week' ? (
          <Field label="On">
            <Dropdown
              className="min-140"
              value={weekdays[Number(timing.weekday)] ?? ''}
              selectedOptions={[timing.weekday]}
              onOptionSelect={(_event, data) => set({ weekday: data.optionValue ?? '1' })}
            >
              {weekdays.map((word, index) => (
                <Option key={word} value={String(index)}>
                  {word}
                </Option>
              ))}
            </Dropdown>
          </Field>
        ) : null}
        {timing.every === 'month' ? (
          <Field label="Day (1 to 28)">
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
          <Field label="Cron expression">
            <Input
              className="mono"
              value={timing.cron}
              maxLength={100}
              onChange={(_event, data) => set({ cron: data.value })}
            />
          </Field>
        ) : (
          <Field label="At">
            <Input type="time" value={timing.time} onChange={(_event, data) => set({ time: data.value || '00:00' })} />
          </Field>
        )}
        <Field label="Time zone">
          <Combobox
            className="min-220"
            value={zoneWords}
            selectedOptions={[zone]}
            onChange={(event) => setZoneWords(event.target.value)}
            onOptionSelect={(_event, data) => {
              setZone(data.optionValue ?? zone)
              setZoneWords(data.optionValue ?? zone)
            }}
            onBlur={() => setZoneWords(zone)}
          >
            {zones
              .filter((entry) => zoneWords === zone || entry.toLowerCase().includes(zoneWords.toLowerCase()))
              .slice(0, 100)
              .map((entry) => (
                <Option key={entry} value={entry}>
                  {entry}
                </Option>
              ))}
          </Combobox>
        </Field>
      </div>
      {problem ? (
        <p className="danger flush" role="alert">
          {problem}
        </p>
      ) : (
        <p className="small quiet flush" data-next>
          Next:{' '}
          {preview.data?.next
            .slice(0, 3)
            .map((moment) => exactly(moment))
            .join(' · ')}
        </p>
      )}
      <Field label="What">
        <Dropdown
          multiselect
          value={types.length === 0 ? 'Everything' : `${types.length} types`}
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
        <legend className="small">
          Backup sets that are kept: the last ones, and the newest of each day, week and month
        </legend>
        <div className="row">
          {keeps.map(([key, word]) => (
            <Field key={key} label={word}>
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
      <Field label="Check for drift afterwards">
        <Dropdown
          value={baselines.data?.find((entry) => entry.id === baselineId)?.name ?? 'No'}
          selectedOptions={[baselineId]}
          onOptionSelect={(_event, data) => setBaseline(data.optionValue ?? '')}
        >
          <Option value="" text="No">
            No
          </Option>
          {baselines.data?.map((entry) => (
            <Option key={entry.id} value={entry.id} text={entry.name}>{`Against ${entry.name}`}</Option>
          ))}
        </Dropdown>
      </Field>
      {types.length > 0 ? <Checkbox label="Everything" checked={false} onChange={() => setTypes([])} /> : null}
    </FormDialog>
  )
}
