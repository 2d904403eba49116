import { Dropdown, Field, Input, Option, Switch, Tag, TagGroup, Textarea } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { AppIntent } from '#contract/model/changes.ts'
import type { ChangeForm } from './change-form.ts'
import { ChooseObject } from './choose-object.tsx'
import { words } from './words.ts'

interface Props {
  readonly tenantId: string
  readonly form: ChangeForm
  readonly onChange: (more: Partial<ChangeForm>) => void
}

/** The fields of the rule that is chosen. */
export function ChangeFields({ tenantId, form, onChange }: Props): ReactNode {
  const of = { tenantId, form, onChange }
  switch (form.rule) {
    case 'assign':
      return (
        <>
          <Target {...of} label={words.whom} />
          <Intent {...of} />
          <Filter {...of} />
        </>
      )
    case 'exclude':
      return (
        <>
          <Group {...of} />
          <Intent {...of} />
        </>
      )
    case 'unassign':
      return <Target {...of} label={words.who} everybody />
    case 'filter':
      return (
        <>
          <Target {...of} label={words.who} everybody />
          {form.clears ? null : <Filter {...of} />}
          <Clears {...of} label={words.clears.filter} />
        </>
      )
    case 'intent':
      return (
        <>
          <Target {...of} label={words.who} everybody />
          <Intent {...of} />
        </>
      )
    case 'scopeTags':
      return <ScopeTags {...of} />
    case 'rename':
      return (
        <>
          <Field label={words.find}>
            <Input value={form.find} maxLength={200} onChange={(_event, data) => onChange({ find: data.value })} />
          </Field>
          <Field label={words.replace}>
            <Input
              value={form.replace}
              maxLength={200}
              onChange={(_event, data) => onChange({ replace: data.value })}
            />
          </Field>
          <Switch
            label={words.isPattern}
            checked={form.isPattern}
            onChange={(_event, data) => onChange({ isPattern: data.checked })}
          />
        </>
      )
    case 'describe':
      return (
        <>
          {form.clears ? null : (
            <Field label={words.description}>
              <Textarea
                rows={5}
                value={form.description}
                maxLength={1000}
                onChange={(_event, data) => onChange({ description: data.value })}
              />
            </Field>
          )}
          <Clears {...of} label={words.clears.describe} />
        </>
      )
    case 'duplicate':
      return (
        <>
          <Field label={words.suffix}>
            <Input value={form.suffix} maxLength={40} onChange={(_event, data) => onChange({ suffix: data.value })} />
          </Field>
          <Switch
            label={words.withAssignments}
            checked={form.withAssignments}
            onChange={(_event, data) => onChange({ withAssignments: data.checked })}
          />
        </>
      )
    case 'archive':
    case 'delete':
      return null
  }
}

/** Says that what is there is removed. */
const Clears = ({ form, onChange, label }: Props & { readonly label: string }): ReactNode => (
  <Switch
    label={label}
    checked={form.clears}
    onChange={(_event, data) => onChange({ clears: data.checked, filter: null, description: '' })}
  />
)

/** One of a few words. */
function Words<Word extends string>({
  label,
  value,
  options,
  onChoose,
}: {
  readonly label: string
  readonly value: Word
  readonly options: readonly (readonly [Word, string])[]
  readonly onChoose: (word: Word) => void
}): ReactNode {
  return (
    <Field label={label}>
      <Dropdown
        value={options.find(([word]) => word === value)?.[1] ?? ''}
        selectedOptions={[value]}
        onOptionSelect={(_event, data) => {
          const chosen = options.find(([word]) => word === data.optionValue)
          if (chosen) onChoose(chosen[0])
        }}
      >
        {options.map(([word, text]) => (
          <Option key={word} value={word} text={text}>
            {text}
          </Option>
        ))}
      </Dropdown>
    </Field>
  )
}

const Group = ({ tenantId, form, onChange }: Props): ReactNode => (
  <ChooseObject
    tenantId={tenantId}
    what="group"
    label={words.group}
    chosen={form.group}
    onChoose={(group) => onChange({ group })}
  />
)

function Target({
  label,
  everybody = false,
  ...of
}: Props & { readonly label: string; readonly everybody?: boolean }): ReactNode {
  const options = (['everybody', 'group', 'allUsers', 'allDevices'] as const)
    .filter((who) => everybody || who !== 'everybody')
    .map((who) => [who, words.targets[who]] as const)
  return (
    <>
      <Words label={label} value={of.form.who} options={options} onChoose={(who) => of.onChange({ who })} />
      {of.form.who === 'group' ? <Group {...of} /> : null}
    </>
  )
}

const Intent = ({ form, onChange }: Props): ReactNode => (
  <Words
    label={words.intent}
    value={form.intent}
    options={[
      ['', words.noIntent],
      ...AppIntent.options.map((intent): readonly [AppIntent, string] => [intent, words.intents[intent]]),
    ]}
    onChoose={(intent) => onChange({ intent })}
  />
)

const Filter = ({ tenantId, form, onChange }: Props): ReactNode => (
  <>
    <ChooseObject
      tenantId={tenantId}
      what="filter"
      label={words.filter}
      none={words.noFilter}
      chosen={form.filter}
      onChoose={(filter) => onChange({ filter })}
    />
    {form.filter === null ? null : (
      <Words
        label={words.mode}
        value={form.mode}
        options={[
          ['include', words.modes.include],
          ['exclude', words.modes.exclude],
        ]}
        onChoose={(mode) => onChange({ mode })}
      />
    )}
  </>
)

const ScopeTags = ({ tenantId, form, onChange }: Props): ReactNode => (
  <>
    <Words
      label={words.how}
      value={form.how}
      options={[
        ['add', words.hows.add],
        ['remove', words.hows.remove],
        ['set', words.hows.set],
      ]}
      onChoose={(how) => onChange({ how })}
    />
    <ChooseObject
      tenantId={tenantId}
      what="scopeTag"
      label={words.tags}
      chosen={null}
      onChoose={(tag) => {
        if (tag && !form.tags.some(({ id }) => id === tag.id)) onChange({ tags: [...form.tags, tag] })
      }}
    />
    {form.tags.length === 0 ? null : (
      <TagGroup
        aria-label={words.tags}
        onDismiss={(_event, data) => onChange({ tags: form.tags.filter(({ id }) => id !== data.value) })}
      >
        {form.tags.map(({ id, name }) => (
          <Tag key={id} value={id} dismissible dismissIcon={{ 'aria-label': words.removeTag(name) }}>
            {name}
          </Tag>
        ))}
      </TagGroup>
    )}
  </>
)
