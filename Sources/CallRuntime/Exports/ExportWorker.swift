public import Logging
import Metrics
public import VoiceCore

/// Writes the files that all tenants' people ask for, for as long as the node runs. Every node does: what one has claimed no other
/// writes, and what it leaves behind another finds.
///
/// Whoever asks on this node rings; all tenants are looked at from time to time, for what other nodes left and whose time is over. A node writes one file at a
/// time, so that calls don't notice.
public struct ExportWorker: Sendable {
  /// How often it is looked who rang.
  public static let tick: Duration = .seconds(1)
  /// How often all tenants are looked at.
  public static let tour: Duration = .seconds(60)

  private let store: any Store
  private let write: WriteExports
  private let time: any TimeSource
  private let bell: TenantBell
  private let log: Logger
  private let rows = Counter(label: "voicecore_export_rows_total")
  private let files: [String: Counter]

  /// A worker on these ports, which hears this bell.
  public init(store: any Store, write: WriteExports, time: any TimeSource, bell: TenantBell, log: Logger) {
    self.store = store
    self.write = write
    self.time = time
    self.bell = bell
    self.log = log
    files = Dictionary(
      uniqueKeysWithValues: ["written", "postponed", "failed"].map {
        ($0, Counter(label: "voicecore_exports_total", dimensions: [("result", $0)]))
      })
  }

  /// Runs until it is time to end, or the task is cancelled; a file that is being written then is begun anew by another node.
  /// `told` hears what is wrong with the store, and `nil` when nothing is.
  public func run(closing: Closing, told: @escaping @Sendable (TenantFailure?) -> Void) async {
    var tour = time.now()
    repeat {
      let rung = bell.take()
      if case let now = time.now(), now >= tour {
        tour = now + Self.tour
        told(await EachTenant(store: store, closing: closing).visit { try await attend($0, closing) })
      } else {
        // What fails is found by the next tour.
        for tenant in rung.sorted() where !closing.isClosed { try? await attend(tenant, closing) }
      }
    } while await closing.sleep(for: Self.tick, by: time)
  }

  private func attend(_ tenant: Tenant.ID, _ closing: Closing) async throws(StoreFailure) {
    let tally = try await write(of: tenant) { !Task.isCancelled && !closing.isClosed }
    rows.increment(by: tally.rows)
    for (result, count) in [("written", tally.written), ("postponed", tally.postponed), ("failed", tally.failed)]
    where count > 0 {
      files[result]?.increment(by: count)
    }
    if tally.failed > 0 {
      log.error("exports given up", metadata: ["tenant_id": "\(tenant)", "count": "\(tally.failed)"])
    }
  }
}
