import type { GraphConnection } from '../ports/graph.ts'
import type { RequestFigures, RunRow } from '../ports/runs.ts'

/** Counts the requests of a run. */
export interface RunRequests {
  /** The requests of this connection and of earlier attempts. */
  total(): RequestFigures
  /** Counts the requests of a connection until `disconnect`. */
  follow(connection: GraphConnection): void
  disconnect(): void
}

/**
 * @param connections the open connections by run, which this one joins
 * @param onPause called when the service makes the run wait
 */
export function countRequests(
  run: RunRow,
  connections: Map<string, GraphConnection>,
  onPause: () => void,
): RunRequests {
  let usage = () => ({ requests: 0, throttled: 0 })
  let disconnect = () => {}
  return {
    total() {
      const { requests, throttled } = usage()
      return { requests: run.requests + requests, throttled: run.throttled + throttled }
    },
    follow(connection) {
      usage = () => connection.reader.usage
      const stop = connection.onPause(onPause)
      connections.set(run.id, connection)
      disconnect = () => {
        stop()
        connections.delete(run.id)
      }
    },
    disconnect: () => disconnect(),
  }
}
