import PostgresStore
import PrivatePostgres

extension MigratedDatabase {
  /// A store that speaks through a tap.
  func store(
    through tap: WireTap, _ change: (inout PostgresSettings) -> Void = { _ in }
  ) throws -> PostgresStore {
    let tapped = url.replacing(":\(port)/", with: ":\(tap.port)/") + "?sslmode=disable&gssencmode=disable"
    var settings = PostgresSettings(try PostgresURL(tapped))
    settings.waitLimit = .seconds(20)
    change(&settings)
    return try PostgresStore(settings)
  }

  /// The port of its server.
  var port: UInt16 { (url.split(separator: ":").last?.prefix { $0.isNumber }.description).flatMap { UInt16($0) } ?? 0 }
}
