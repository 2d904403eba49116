import { SqliteDialect, type DatabaseConnection, type Driver, type SqliteDialectConfig } from 'kysely'

import { storageFailure } from './storage-failure.ts'

/**
 * SQLite answers at once, so a loop of queries never lets anything else run, though each query is awaited. This dialect
 * pauses between two queries where that is due. Queries of others still wait for the end of a transaction. What SQLite
 * says about the disk becomes a failure with a sentence.
 */
export class BreathingDialect extends SqliteDialect {
  readonly #breathe: () => Promise<void>

  /** @param breathe called before each query */
  constructor(config: SqliteDialectConfig, breathe: () => Promise<void>) {
    super(config)
    this.#breathe = breathe
  }

  override createDriver(): Driver {
    const driver = super.createDriver()
    const acquire = driver.acquireConnection.bind(driver)
    let connection: DatabaseConnection | undefined
    driver.acquireConnection = async (...given) => (connection ??= this.#breathing(await acquire(...given)))
    return driver
  }

  #breathing(connection: DatabaseConnection): DatabaseConnection {
    const execute = connection.executeQuery.bind(connection)
    connection.executeQuery = async (query, ...given) => {
      await this.#breathe()
      try {
        return await execute(query, ...given)
      } catch (error) {
        // After some errors, such as a full disk, SQLite has already rolled back (SQLite docs: sqlite3_get_autocommit).
        if (query.sql === 'rollback' && isOver(error)) return { rows: [] }
        throw storageFailure(error)
      }
    }
    const stream = connection.streamQuery.bind(connection)
    const breathe = this.#breathe
    connection.streamQuery = async function* streamQuery<Row>(...given: Parameters<typeof stream>) {
      try {
        for await (const rows of stream<Row>(...given)) {
          yield rows
          await breathe()
        }
      } catch (error) {
        throw storageFailure(error)
      }
    }
    return connection
  }
}

const isOver = (error: unknown): boolean => error instanceof Error && error.message.includes('no transaction is active')
