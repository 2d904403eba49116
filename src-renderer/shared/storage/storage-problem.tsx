import { Button, Field, Input, Link } from '@fluentui/react-components'
import { LockClosedRegular } from '@fluentui/react-icons'
import { useEffect, useState, type ReactNode } from 'react'
import type { AppError } from '#contract/errors.ts'
import type { StorageState } from '#contract/model/storage.ts'
import { useAction } from '#renderer/api/queries.ts'
import { ConfirmWork } from './confirm-work.tsx'
import { Copies } from './copies.tsx'
import { words } from './words.ts'
import './storage.css'

/** The screen of a database that can't be opened: what happened, and each way to open it again. */
export function StorageProblem({
  state,
  problem,
}: {
  readonly state: StorageState
  readonly problem: AppError
}): ReactNode {
  const [isSalvaging, setSalvaging] = useState(false)
  const isLocked = problem.code === 'encrypted'
  if (state.isOutdated) return <Outdated state={state} />
  return (
    <main className="storage-problem stack gap-m">
      <h1>{isLocked ? words.problem.locked : words.problem.ill}</h1>
      <p className="flush" role="alert">
        {problem.message} {problem.hint}
      </p>
      {isLocked ? (
        <Unlock hasPassphrase={state.opensWith.passphrase} />
      ) : (
        <>
          <section className="stack gap-s" aria-label={words.problem.copiesTitle}>
            <h2>{words.problem.copiesTitle}</h2>
            <div>
              <Copies state={state} />
            </div>
          </section>
          <section className="stack gap-s" aria-label={words.problem.salvageTitle}>
            <h2>{words.problem.salvageTitle}</h2>
            <p className="flush">{words.salvageDialog.body}</p>
            <div>
              <Button onClick={() => setSalvaging(true)}>{words.salvage}</Button>
            </div>
          </section>
        </>
      )}
      {isSalvaging ? (
        <ConfirmWork
          text={words.salvageDialog}
          method="storage.salvage"
          input={{}}
          onClose={() => setSalvaging(false)}
        />
      ) : null}
    </main>
  )
}

/** Begins the update of a large database as soon as somebody can see how far it is. */
function Outdated({ state: { outcome } }: { readonly state: StorageState }): ReactNode {
  const update = useAction('storage.update')
  const { mutate } = update
  const hasFailed = outcome?.work === 'update' && outcome.hasFailed
  useEffect(() => {
    if (!hasFailed) mutate({})
  }, [hasFailed, mutate])
  const error = update.error?.error
  return (
    <main className="storage-problem stack gap-m">
      <h1>{words.problem.outdated}</h1>
      <p className="flush">{words.problem.outdatedBody}</p>
      {hasFailed || error ? (
        <>
          <p className="danger flush" role="alert">
            {error ? `${error.message} ${error.hint ?? ''}` : [outcome!.sentence, ...outcome!.details].join(' ')}
          </p>
          <div>
            <Button appearance="primary" disabled={update.isPending} onClick={() => mutate({})}>
              {words.problem.tryAgain}
            </Button>
          </div>
        </>
      ) : null}
    </main>
  )
}

function Unlock({ hasPassphrase }: { readonly hasPassphrase: boolean }): ReactNode {
  const [usesPassphrase, setUsesPassphrase] = useState(hasPassphrase)
  const [typed, setTyped] = useState('')
  const unlock = useAction('storage.unlock')
  const swap = (): void => {
    setUsesPassphrase(!usesPassphrase)
    setTyped('')
    unlock.reset()
  }
  return (
    <form
      className="stack gap-s"
      onSubmit={(event) => {
        event.preventDefault()
        unlock.mutate(usesPassphrase ? { passphrase: typed } : { recoveryKey: typed })
      }}
    >
      <Field
        label={usesPassphrase ? words.problem.passphrase : words.problem.recoveryKey}
        {...(unlock.error
          ? { validationMessage: `${unlock.error.error.message} ${unlock.error.error.hint ?? ''}` }
          : {})}
      >
        <Input
          key={String(usesPassphrase)}
          type={usesPassphrase ? 'password' : 'text'}
          className={usesPassphrase ? '' : 'mono'}
          autoComplete="off"
          spellCheck={false}
          autoFocus
          value={typed}
          onChange={(_event, data) => setTyped(data.value)}
        />
      </Field>
      <div className="row wrap">
        <Button
          appearance="primary"
          type="submit"
          icon={<LockClosedRegular />}
          disabled={typed.trim() === '' || unlock.isPending}
        >
          {words.problem.unlock}
        </Button>
        {hasPassphrase ? (
          <Link as="button" type="button" onClick={swap}>
            {usesPassphrase ? words.problem.withRecoveryKey : words.problem.withPassphrase}
          </Link>
        ) : null}
      </div>
    </form>
  )
}
