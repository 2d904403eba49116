import type { EventData, EventName } from '#contract/events.ts'

/** Sends an event to every window. */
export type Emit = <Name extends EventName>(name: Name, data: EventData<Name>) => void
