import {
  QueryClient,
  useMutation,
  useQueries,
  useQuery,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api, type Input, type MethodName, type Output } from '#contract/api/api.ts'
import { events } from '#contract/events.ts'
import type { ShellCommand } from '#contract/model/shell.ts'
import { call, onConnection, onEvent, type CallError } from './client.ts'

/** What has been read; the core's events say when it is old. */
export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false } },
})

/** Which methods read what an event says has changed: each read of the contract names the events. */
const readers = new Map<string, MethodName[]>()
for (const name of Object.keys(api) as MethodName[]) {
  const method = api[name]
  if (method.effect !== 'read') continue
  for (const event of method.changedBy) readers.set(event, [...(readers.get(event) ?? []), name])
}

onEvent((event) => {
  // Another database may be open now.
  if (event === 'storage.changed') void queryClient.invalidateQueries()
  else for (const method of readers.get(event) ?? []) void queryClient.invalidateQueries({ queryKey: [method] })
})
onConnection((connected) => {
  if (connected) void queryClient.invalidateQueries()
})

/** Whether the host answers. */
export function useConnected(): boolean {
  const [connected, setConnected] = useState(true)
  useEffect(() => onConnection(setConnected), [])
  return connected
}

/** Reads a method and keeps the answer until an event says that it is old. */
export function useRead<Name extends MethodName>(
  method: Name,
  input: Input<Name> | null,
): UseQueryResult<Output<Name>, CallError> {
  return useQuery<Output<Name>, CallError>({
    queryKey: [method, input],
    queryFn: () => call(method, input as Input<Name>),
    enabled: input !== null,
    // Graph may answer a question differently each time.
    ...(api[method].effect === 'ask' ? { staleTime: 0, gcTime: 0 } : {}),
    placeholderData: (previous) => previous,
  })
}

/** Reads a method for several inputs, each by itself. The list stays the same one until an answer changes. */
export function useReads<Name extends MethodName>(
  method: Name,
  inputs: readonly Input<Name>[],
): readonly Pick<UseQueryResult<Output<Name>, CallError>, 'data' | 'error'>[] {
  return useQueries({
    queries: inputs.map((input) => ({
      queryKey: [method, input],
      queryFn: () => call(method, input),
    })),
    combine: together,
  }) as readonly Pick<UseQueryResult<Output<Name>, CallError>, 'data' | 'error'>[]
}

/** One function, so that its result is kept while the answers are the same. */
const together = (results: readonly UseQueryResult[]) => results.map(({ data, error }) => ({ data, error }))

/** Calls a method that changes something. */
export function useAction<Name extends MethodName>(
  method: Name,
  done?: (output: Output<Name>) => void,
): UseMutationResult<Output<Name>, CallError, Input<Name>> {
  return useMutation<Output<Name>, CallError, Input<Name>>({
    mutationFn: (input) => call(method, input),
    // What was sent, such as a typed secret, is forgotten with the component that sent it.
    gcTime: 0,
    ...(done ? { onSuccess: done } : {}),
  })
}

/** Calls the listener when the menu of the app asks for this. */
export function useShellCommand(command: ShellCommand, listener: () => void): void {
  useEffect(
    () =>
      onEvent((event, data) => {
        const asked = event === 'shell.command' ? events['shell.command'].safeParse(data).data : undefined
        if (asked?.command === command) listener()
      }),
    [command, listener],
  )
}
