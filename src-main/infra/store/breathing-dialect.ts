import { SqliteDialect, type DatabaseConnection, type Driver } from 'kysely'
import { breathe } from '#app/breathe.ts'

/**
 * SQLite answers at once, so a loop of queries never lets anything else run, though each query is awaited. This dialect
 * lets the event loop turn between two queries when it has been busy for a while. Queries of others still wait for the
 * end of a transaction.
 */
export class BreathingDialect extends SqliteDialect {
  override createDriver(): Driver {
    const driver = super.createDriver()
    const acquire = driver.acquireConnection.bind(driver)
    let connection: DatabaseConnection | undefined
    driver.acquireConnection = async (...given) => (connection ??= breathing(await acquire(...given)))
    return driver
  }
}

function breathing(connection: DatabaseConnection): DatabaseConnection {
  const execute = connection.executeQuery.bind(connection)
  connection.executeQuery = async (...given) => {
    await breathe()
    return execute(...given)
  }
  return connection
}
