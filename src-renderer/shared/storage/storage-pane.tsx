import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components'
import {
  ArrowMinimizeRegular,
  BroomRegular,
  KeyRegular,
  LockClosedRegular,
  LockOpenRegular,
  SaveRegular,
  WrenchRegular,
} from '@fluentui/react-icons'
import { useEffect, useState, type ReactNode } from 'react'
import type { StorageState } from '#contract/model/storage.ts'
import { useRead } from '#renderer/api/queries.ts'
import { Loading } from '#renderer/ui/states.tsx'
import { ConfirmWork } from './confirm-work.tsx'
import { Copies } from './copies.tsx'
import { EncryptDialog } from './encrypt-dialog.tsx'
import { NewPassphraseDialog } from './new-passphrase-dialog.tsx'
import { NewRecoveryKeyDialog } from './new-recovery-key-dialog.tsx'
import { Usage } from './usage.tsx'
import { SaveCopyDialog } from './save-copy-dialog.tsx'
import { words } from './words.ts'

/** The database on this computer: where it is, how it is protected, and its copies. */
export function StoragePane({ onPurge }: { readonly onPurge: () => void }): ReactNode {
  const info = useRead('app.info', {})
  const storage = useRead('storage.get', {})
  const { refetch } = storage
  // Its size changes with everything that is stored, and the frame of the app read it at the start.
  useEffect(() => void refetch(), [refetch])
  const [open, setOpen] = useState<
    'encrypt' | 'decrypt' | 'recoveryKey' | 'passphrase' | 'salvage' | 'compact' | 'saveCopy' | null
  >(null)
  const close = (): void => setOpen(null)
  const state = storage.data
  return (
    <section className="pane" aria-label={words.label}>
      <div className="pane-head">
        <h2>{words.title}</h2>
      </div>
      {state && info.data ? (
        <>
          <ClearText state={state} />
          <dl className="fact-list">
            <dt>{words.dataFolder}</dt>
            <dd className="mono">{info.data.dataFolder}</dd>
            <dt>{words.database}</dt>
            <dd>{words.size(state.size)}</dd>
            <dt>{words.protection}</dt>
            <dd>{state.isEncrypted ? words.encrypted(state) : words.clear}</dd>
            <dt>{words.copies}</dt>
            <dd>
              <Copies state={state} />
            </dd>
            <dt>{words.secrets}</dt>
            <dd>{state.vault ? words.vault(state.vault) : words.noVault}</dd>
            <dt>{words.version}</dt>
            <dd>{info.data.version}</dd>
          </dl>
          {state.problem ? null : <Usage size={state.size} />}
          <div className="fact-foot row wrap">
            {state.isEncrypted ? (
              <>
                <Button size="small" icon={<KeyRegular />} onClick={() => setOpen('recoveryKey')}>
                  {words.newRecoveryKey}
                </Button>
                {state.opensWith.passphrase ? (
                  <Button size="small" icon={<LockClosedRegular />} onClick={() => setOpen('passphrase')}>
                    {words.newPassphrase}
                  </Button>
                ) : null}
                <Button size="small" icon={<LockOpenRegular />} onClick={() => setOpen('decrypt')}>
                  {words.decrypt}
                </Button>
              </>
            ) : (
              <Button size="small" icon={<LockClosedRegular />} onClick={() => setOpen('encrypt')}>
                {words.encrypt}
              </Button>
            )}
            <Button size="small" icon={<ArrowMinimizeRegular />} onClick={() => setOpen('compact')}>
              {words.compact}
            </Button>
            {state.problem ? null : (
              <Button size="small" icon={<SaveRegular />} onClick={() => setOpen('saveCopy')}>
                {words.saveCopy}
              </Button>
            )}
            <Button size="small" icon={<WrenchRegular />} onClick={() => setOpen('salvage')}>
              {words.salvage}
            </Button>
            <Button size="small" icon={<BroomRegular />} onClick={onPurge}>
              {words.purge}
            </Button>
          </div>
          {open === 'encrypt' ? (
            <EncryptDialog vault={state.vault} folder={info.data.dataFolder} onClose={close} />
          ) : null}
          {open === 'recoveryKey' ? <NewRecoveryKeyDialog folder={info.data.dataFolder} onClose={close} /> : null}
          {open === 'passphrase' ? <NewPassphraseDialog onClose={close} /> : null}
          {open === 'decrypt' ? (
            <ConfirmWork text={words.decryptDialog} method="storage.decrypt" input={{}} onClose={close} />
          ) : null}
          {open === 'compact' ? (
            <ConfirmWork text={words.compactDialog} method="storage.compact" input={{}} onClose={close} />
          ) : null}
          {open === 'saveCopy' ? <SaveCopyDialog onClose={close} /> : null}
          {open === 'salvage' ? (
            <ConfirmWork text={words.salvageDialog} method="storage.salvage" input={{}} onClose={close} />
          ) : null}
        </>
      ) : (
        <Loading />
      )}
    </section>
  )
}

/** Files that still show what the encrypted database hides. */
function ClearText({ state }: { readonly state: StorageState }): ReactNode {
  return state.clearText.map((file) => (
    <MessageBar key={file} intent="warning" layout="multiline" shape="square">
      <MessageBarBody>{words.stillClear(file)}</MessageBarBody>
    </MessageBar>
  ))
}
