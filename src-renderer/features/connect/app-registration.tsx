import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  Link,
  Radio,
  RadioGroup,
} from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { z } from 'zod'
import type { Cloud } from '#contract/model/clouds.ts'
import type { AppRegistration as Registration } from '#contract/model/registration.ts'
import type { CaptureSwitches } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { ScrollArea } from '#renderer/ui/scroll-area.tsx'
import { CopyButton } from './copy-button.tsx'
import { words } from './words.ts'
import './connect.css'

type Purpose = 'read' | 'write' | 'writeGroups'

interface Props {
  readonly cloud: Cloud
  readonly signIn: 'person' | 'app'
  readonly captures: CaptureSwitches
  readonly clientId: string
  /** Takes over the client ID that was entered, where there is a use for it. */
  readonly onUse?: (clientId: string, signIn: 'person' | 'app') => void
  readonly onClose: () => void
}

/** How to make an app registration of one's own: exact permissions, a manifest to copy, and links to the admin center. */
export function AppRegistration({ cloud, onUse, onClose, ...initial }: Props): ReactNode {
  const [signIn, setSignIn] = useState(initial.signIn)
  const [access, setAccess] = useState<Purpose>('write')
  const [captures, setCaptures] = useState(initial.captures)
  const [clientId, setClientId] = useState(initial.clientId)
  const id = z.guid().safeParse(clientId.trim())
  const registration = useRead('tenants.registration', {
    signIn,
    access,
    captures,
    cloud,
    clientId: id.success ? id.data : null,
  })
  const text = words.registration
  return (
    <Dialog open onOpenChange={(_event, data) => (data.open ? undefined : onClose())}>
      <DialogSurface className="wide-dialog">
        <DialogBody>
          <DialogTitle>{text.title}</DialogTitle>
          <DialogContent>
            <div className="stack gap-m">
              <p className="flush quiet">{text.why}</p>
              <div className="registration-choices">
                <Field label={words.form.who}>
                  <RadioGroup value={signIn} onChange={(_event, data) => setSignIn(data.value as typeof signIn)}>
                    <Radio value="person" label={words.form.person} />
                    <Radio value="app" label={words.form.app} />
                  </RadioGroup>
                </Field>
                <Field label={text.purpose}>
                  <RadioGroup value={access} onChange={(_event, data) => setAccess(data.value as Purpose)}>
                    {(['read', 'write', 'writeGroups'] as const).map((value) => (
                      <Radio key={value} value={value} label={text.purposes[value]} />
                    ))}
                  </RadioGroup>
                </Field>
                <Field label={text.captures}>
                  <div>
                    {(Object.keys(text.captured) as (keyof CaptureSwitches)[]).map((name) => (
                      <Checkbox
                        key={name}
                        label={text.captured[name]}
                        checked={captures[name]}
                        onChange={(_event, data) => setCaptures({ ...captures, [name]: data.checked === true })}
                      />
                    ))}
                  </div>
                </Field>
              </div>
              {registration.data ? (
                <Steps registration={registration.data} signIn={signIn}>
                  <Field
                    label={text.clientId}
                    {...(clientId !== '' && !id.success ? { validationMessage: text.notAnId } : {})}
                  >
                    <Input value={clientId} onChange={(_event, data) => setClientId(data.value)} />
                  </Field>
                </Steps>
              ) : null}
              {registration.error ? (
                <p className="danger flush" role="alert">
                  {registration.error.error.message}
                </p>
              ) : null}
            </div>
          </DialogContent>
          <DialogActions>
            {onUse ? (
              <Button appearance="primary" disabled={!id.success} onClick={() => onUse(clientId.trim(), signIn)}>
                {text.use}
              </Button>
            ) : null}
            <Button onClick={onClose}>{words.manual.close}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

/** What to do in the Entra admin center, in its words. */
function Steps({
  registration,
  signIn,
  children,
}: {
  readonly registration: Registration
  readonly signIn: 'person' | 'app'
  readonly children: ReactNode
}): ReactNode {
  const { steps } = words.registration
  const { permissions, manifest, links, notForApps } = registration
  // What the step replaces. The name and the audience were chosen at the registration.
  const { displayName: _name, signInAudience: _audience, ...replaced } = manifest
  const manifestText = JSON.stringify(replaced, null, 2).split('\n').slice(1, -1).join('\n')
  const names = permissions.map(({ name }) => name).join('\n')
  return (
    <ol className="registration-steps">
      <li>
        {links ? (
          <Link href={links.register} target="_blank" rel="noreferrer">
            {steps.register}
          </Link>
        ) : (
          steps.registerByHand
        )}{' '}
        {steps.name}
      </li>
      <li>
        {steps.clientId}
        {children}
      </li>
      <li>
        {steps.manifest[signIn]} <CopyButton label={steps.copyManifest} text={manifestText} />
        <ScrollArea className="steps-text" role="region" aria-label={steps.properties}>
          {manifestText}
        </ScrollArea>
      </li>
      <li>
        {links?.permissions ? (
          <Link href={links.permissions} target="_blank" rel="noreferrer">
            {steps.permissions}
          </Link>
        ) : (
          steps.permissionsByHand
        )}{' '}
        {steps.consent[signIn](permissions.length)} <CopyButton label={steps.copyNames} text={names} />
        <ScrollArea className="steps-text" role="region" aria-label={steps.names}>
          {names}
        </ScrollArea>
        {notForApps.length > 0 ? <p className="flush small">{steps.people(notForApps)}</p> : null}
      </li>
      {signIn === 'app' ? <li>{steps.proof}</li> : null}
      <li>{steps.check}</li>
    </ol>
  )
}
