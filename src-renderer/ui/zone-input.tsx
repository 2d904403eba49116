import { Combobox, Field, Option } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'

const zones = Intl.supportedValuesOf('timeZone')

/** A time zone (IANA name): typed to find it, and chosen from a list. */
export function ZoneInput({
  label,
  zone,
  onZone,
}: {
  readonly label: string
  readonly zone: string
  readonly onZone: (zone: string) => void
}): ReactNode {
  const [text, setText] = useState(zone)
  return (
    <Field label={label}>
      <Combobox
        className="min-220"
        value={text}
        selectedOptions={[zone]}
        onChange={(event) => setText(event.target.value)}
        onOptionSelect={(_event, data) => {
          onZone(data.optionValue ?? zone)
          setText(data.optionValue ?? zone)
        }}
        onBlur={() => setText(zone)}
      >
        {zones
          .filter((entry) => text === zone || entry.toLowerCase().includes(text.toLowerCase()))
          .map((entry) => (
            <Option key={entry} value={entry}>
              {entry}
            </Option>
          ))}
      </Combobox>
    </Field>
  )
}
