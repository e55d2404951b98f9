import LoadTests
import PostgresStore
import Synchronization
import VoiceCore

/// What the store said to the server in one operation, round trip by round trip.
struct Spoken: Sendable {
  let tenant: Tenant.ID
  let call: Call
  let trips: [[Statement]]

  /// Listens to a store that reads, or adds a call of a number that no run uses.
  static func record(
    _ operation: StoreLoad.Operation, on store: PostgresStore, heardBy recorder: Recorder
  ) async throws -> Spoken {
    let tenant: Tenant.ID = StoreTrial.id(1)
    while true {
      recorder.clear()
      // Another number than the tenant's, so that a script can tell the two apart.
      let call = StoreTrial.call(operation == .read ? 2 : Int.random(in: 900_000_000_000_000_000..<1 << 60))
      switch operation {
      case .read: _ = try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.call(call.id) }
      case .insert:
        try await store.transaction(for: tenant) { scope throws(StoreFailure) in
          try await scope.save(call, facts: [.started], intentions: [], at: call.startedAt)
        }
      }
      let trips = recorder.trips
      // One commit of many sweeps old marks; the others are what is to be measured.
      if !trips.joined().contains(where: { $0.sql.hasPrefix("DELETE") }) {
        return Spoken(tenant: tenant, call: call, trips: trips)
      }
    }
  }

  /// Keeps the batches of a pool.
  final class Recorder: Sendable {
    private let heard = Mutex<[[Statement]]>([])

    /// Without the notification of other nodes, which goes apart from the operations and once for many of them.
    var trips: [[Statement]] {
      heard.withLock { $0 }.filter { !$0.contains { $0.sql.contains("pg_notify") } }
    }
    func clear() { heard.withLock { $0 = [] } }
    func hear(_ batch: [Statement]) { heard.withLock { $0.append(batch) } }
  }
}
