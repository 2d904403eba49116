import { SqliteDialect, type DatabaseConnection, type Driver, type SqliteDialectConfig } from 'kysely'

/**
 * SQLite answers at once, so a loop of queries never lets anything else run, though each query is awaited. This dialect
 * pauses between two queries where that is due. Queries of others still wait for the end of a transaction.
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
    connection.executeQuery = async (...given) => {
      await this.#breathe()
      return execute(...given)
    }
    return connection
  }
}
