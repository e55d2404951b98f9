import PostgresStore
public import PrivatePostgres
public import Properties
import Sealing
import VoiceCore

extension SealedSource {
  /// Stores on databases of a private server, lent one after another.
  public static func postgres(_ databases: LentDatabases) -> SealedSource {
    SealedSource("postgres") {
      let lent = try await databases.lend()
      let seat = Seat(
        records: lent.store.keyRecords, store: { lent.store.sealed(by: $0) },
        evidence: { tenant in [Evidence("the dump of all rows", try await lent.database.dump(of: tenant))] },
        close: { lent.giveBack() })
      return try await seat.place(under: MasterKeys(MasterKeys.newKeyText()))
    }
  }
}
