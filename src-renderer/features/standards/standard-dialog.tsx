import { Button, Field, Input, Textarea } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import type { Side } from '#contract/model/compare.ts'
import { TenantId } from '#contract/model/ids.ts'
import type { Standard, Wave } from '#contract/model/standards.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { PickSide } from '#renderer/shared/pick-side.tsx'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { ChooseTenants } from './choose-tenants.tsx'
import { readWaves, wavesText } from './waves-text.ts'
import { words as all } from './words.ts'

const words = all.standard

/** What a standard is, and who should have it. */
export function StandardDialog({
  standard,
  tenants,
  onSaved,
  onClose,
}: {
  /** Null for a new one. */
  readonly standard: Standard | null
  readonly tenants: readonly Tenant[]
  readonly onSaved: (standardId: string) => void
  readonly onClose: () => void
}): ReactNode {
  const usable = tenants.filter(({ archivedAt, openedFile }) => archivedAt === null && openedFile === null)
  const [name, setName] = useState(standard?.name ?? '')
  const [side, setSide] = useState<Side>({
    tenantId: TenantId.parse(standard?.tenantId ?? usable[0]?.id),
    from: standard?.source ?? { now: true },
  })
  const [chosen, setChosen] = useState<readonly string[]>(standard?.tenantIds ?? [])
  const [waves, setWaves] = useState(wavesText(standard?.waves ?? []))
  const [isRemoving, setIsRemoving] = useState(false)
  const save = useAction('standards.save', ({ standardId }) => onSaved(standardId))
  const remove = useAction('standards.remove', onClose)
  const read = readWaves(waves)
  const others = usable.filter(({ id }) => id !== side.tenantId)
  const tenantIds = chosen.filter((id) => others.some((tenant) => tenant.id === id)).map((id) => TenantId.parse(id))
  // A standard stays with its tenant: another tenant is another standard.
  const isSame = standard?.tenantId === side.tenantId
  const submit = (good: readonly Wave[]) =>
    'versionIds' in side.from
      ? undefined
      : save.mutate({
          tenantId: side.tenantId,
          standardId: isSame ? standard.id : null,
          name,
          source: side.from,
          tenantIds,
          waves: [...good],
        })
  if (isRemoving && standard)
    return (
      <FormDialog
        title={words.removeTitle(standard.name)}
        action={words.remove}
        disabled={remove.isPending}
        error={remove.error}
        onClose={onClose}
        onSubmit={() => remove.mutate({ tenantId: TenantId.parse(standard.tenantId), standardId: standard.id })}
      >
        <p className="flush">{words.removeBody}</p>
      </FormDialog>
    )
  return (
    <FormDialog
      wide
      title={standard ? words.editTitle(standard.name) : words.newTitle}
      action={words.save}
      disabled={name.trim() === '' || save.isPending || 'bad' in read}
      error={save.error}
      onClose={onClose}
      onSubmit={() => ('bad' in read ? undefined : submit(read.waves))}
    >
      <Field label={words.name} required>
        <Input value={name} maxLength={120} onChange={(_event, data) => setName(data.value)} />
      </Field>
      <div>
        <PickSide side={side} onSide={setSide} tenantLabel={words.source} stateLabel={words.state} />
        <p className="small quiet flush">{words.stateHint}</p>
      </div>
      <ChooseTenants label={words.tenants} tenants={others} chosen={tenantIds} onChosen={setChosen} />
      <Field
        label={words.waves}
        hint={words.wavesHint}
        {...('bad' in read ? { validationMessage: words.badWave(read.bad), validationState: 'error' as const } : {})}
      >
        <Textarea value={waves} rows={3} onChange={(_event, data) => setWaves(data.value)} />
      </Field>
      {standard ? (
        <span>
          <Button size="small" onClick={() => setIsRemoving(true)}>
            {words.remove}
          </Button>
        </span>
      ) : null}
    </FormDialog>
  )
}
