import CallRuntime
import Logging
import Synchronization
import VoiceCore

/// Rounds through all tenants, and the deployment's own rows, in which whatever is sealed under older keys is sealed anew.
/// Remembers how far it is with each as long as it lives.
final class SealRound: Sendable {
  private let renew: RenewSeals
  private let tenants: EachTenant
  private let closing: Closing
  private let log: Logger
  private let places = Mutex<[Tenant.ID: RenewSeals.Place]>([:])

  init(_ renew: RenewSeals, tenants: EachTenant, closing: Closing, log: Logger) {
    self.renew = renew
    self.tenants = tenants
    self.closing = closing
    self.log = log
  }

  /// A turn for each tenant, and more for those that need them; `nil` when nothing failed.
  func run() async -> (any Error)? {
    let more = Mutex<Set<Tenant.ID>>([])
    // Those under whom the deployment's own rows are, and strangers' sign-ins.
    var failure: (any Error)? = await tenants.visit(beside: [.platform, Tenant.nobody]) { tenant in
      if try await self.turn(tenant) { more.withLock { _ = $0.insert(tenant) } }
    }
    while true {
      let waiting = more.withLock { $0.sorted() }
      for tenant in waiting where !Task.isCancelled && !closing.isClosed {
        do {
          if try await turn(tenant) { continue }
        } catch {
          failure = failure ?? error
        }
        more.withLock { _ = $0.remove(tenant) }
      }
      guard !waiting.isEmpty, !Task.isCancelled, !closing.isClosed else { break }
    }
    return failure
  }

  /// One turn of a tenant; whether it is to have another at once.
  private func turn(_ tenant: Tenant.ID) async throws(StoreFailure) -> Bool {
    let place = places.withLock { $0.removeValue(forKey: tenant) }
    let closing = closing
    let outcome: RenewSeals.Outcome
    do throws(StoreFailure) {
      outcome = try await renew(tenant, from: place) { !Task.isCancelled && !closing.isClosed }
    } catch {
      // It goes on where it was.
      remember(place, of: tenant)
      throw error
    }
    let marks: Logger.Metadata = ["tenant_id": "\(tenant)"]
    switch outcome {
    case .idle: return false
    case .unfinished(let next, let waits):
      remember(next, of: tenant)
      return !waits
    case .resting(let next):
      remember(next, of: tenant)
      return false
    case .renewed(let tally, let keys):
      log.notice(
        "a tenant's rows are sealed anew, older keys destroyed",
        metadata: marks.merging(tally.fields.merging(["keys": "\(keys)"]) { $1 }) { $1 })
      return false
    case .damaged(let tally, let next):
      remember(next, of: tenant)
      log.error(
        "rows can't be opened and keep a tenant's older keys", metadata: marks.merging(tally.fields) { $1 })
      return false
    }
  }

  private func remember(_ place: RenewSeals.Place?, of tenant: Tenant.ID) {
    guard let place else { return }
    places.withLock { $0[tenant] = place }
  }
}

extension SealTally {
  /// Counts, and names of tables.
  fileprivate var fields: Logger.Metadata {
    let tables = damaged.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    let counts: Logger.Metadata = ["rows": "\(seen)", "sealed_anew": "\(renewed)"]
    return damaged.isEmpty ? counts : counts.merging(["damaged": "\(tables)"]) { $1 }
  }
}
