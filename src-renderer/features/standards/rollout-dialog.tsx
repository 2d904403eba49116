import { Dropdown, Field, Option } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { TenantId, VersionId } from '#contract/model/ids.ts'
import type { Standard } from '#contract/model/standards.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { ChooseTenants } from './choose-tenants.tsx'
import { words as all } from './words.ts'

const words = all.rollout

/** Plans and rehearses a standard for tenants. */
export function RolloutDialog({
  standard,
  tenants,
  versionIds,
  onStarted,
  onClose,
}: {
  readonly standard: Standard
  readonly tenants: readonly Tenant[]
  /** Policies that are selected; empty for all. */
  readonly versionIds: readonly string[]
  readonly onStarted: () => void
  readonly onClose: () => void
}): ReactNode {
  const usable = tenants.filter(({ id, archivedAt }) => standard.tenantIds.includes(id) && archivedAt === null)
  const [chosen, setChosen] = useState<readonly string[]>(
    standard.tenantIds.filter((id) => usable.some((tenant) => tenant.id === id)),
  )
  const [wave, setWave] = useState<number | null>(null)
  const create = useAction('rollouts.create', onStarted)
  const nameOf = (at: number | null): string => {
    const found = at === null ? undefined : standard.waves[at]
    return found ? words.waveOf(found.name, found.groups) : words.everybody
  }
  return (
    <FormDialog
      title={words.title(standard.name)}
      action={words.start}
      disabled={chosen.length === 0 || create.isPending}
      error={create.error}
      onClose={onClose}
      onSubmit={() =>
        create.mutate({
          tenantId: TenantId.parse(standard.tenantId),
          standardId: standard.id,
          tenantIds: chosen.map((id) => TenantId.parse(id)),
          wave,
          ...(versionIds.length > 0 ? { versionIds: versionIds.map((id) => VersionId.parse(id)) } : {}),
        })
      }
    >
      <p className="small quiet flush">{words.intro}</p>
      {versionIds.length > 0 ? <b className="small">{words.policies(versionIds.length)}</b> : null}
      <ChooseTenants label={words.tenants} tenants={usable} chosen={chosen} onChosen={setChosen} />
      {standard.waves.length > 0 ? (
        <Field label={words.wave}>
          <Dropdown
            value={nameOf(wave)}
            selectedOptions={[String(wave ?? '')]}
            onOptionSelect={(_event, data) => setWave(data.optionValue ? Number(data.optionValue) : null)}
          >
            {standard.waves.map(({ name }, at) => (
              <Option key={name} value={String(at)} text={nameOf(at)}>
                {nameOf(at)}
              </Option>
            ))}
            <Option value="" text={words.everybody}>
              {words.everybody}
            </Option>
          </Dropdown>
        </Field>
      ) : null}
    </FormDialog>
  )
}
