internal import Synchronization
package import VoiceCore

/// Which refusals of the hour this node has told the audit logs: the next one of its kind needs no look at the store, which
/// would say that it knows (`RefusalTally`).
package final class RefusalMemory: Sendable {
  /// The most that are remembered, about 1 MB. When there are more, all are forgotten: then the store is asked again.
  package static let maximum = 10_000

  private struct Kind: Hashable {
    let tenant: Tenant.ID
    let actor: AuditActor
    let action: AuditAction
  }

  private struct State {
    /// Hours since the epoch.
    var hour: Int64 = 0
    var told: Set<Kind> = []
  }

  private let state = Mutex(State())

  /// Remembers nothing yet.
  package init() {}

  /// How many are remembered.
  package var count: Int { state.withLock { $0.told.count } }

  /// Whether this one is to be told; from then on it counts as told, unless `forget` says that it wasn't.
  package func admit(_ entry: AuditEntry, of tenant: Tenant.ID) -> Bool {
    let hour = entry.at.microseconds / 3_600_000_000
    let kind = Kind(tenant: tenant, actor: entry.actor, action: entry.action)
    return state.withLock { state in
      if hour == state.hour, state.told.contains(kind) { return false }
      if hour != state.hour || state.told.count >= Self.maximum {
        state.hour = hour
        state.told = []
      }
      return state.told.insert(kind).inserted
    }
  }

  /// It couldn't be told.
  func forget(_ entry: AuditEntry, of tenant: Tenant.ID) {
    let kind = Kind(tenant: tenant, actor: entry.actor, action: entry.action)
    state.withLock { _ = $0.told.remove(kind) }
  }
}
