internal import Synchronization
public import VoiceCore

/// Which tenants are closed, as far as this node was told: so that no request pays a round trip to learn that its own isn't.
///
/// The node's eraser tells all of them each time it looks, which is every few seconds; for so long another node's closing
/// isn't known here. What isn't for want of a recent word is answered as unknown, and then the store is asked. A closing is
/// final, so what is known to be closed stays so without a word.
public final class ClosedTenants: Sendable {
  /// How old the last word may be: three looks of the eraser, so that one that fails costs nothing.
  public static let freshness: Duration = .seconds(15)
  /// How long a tenant is remembered that isn't told any more, because it is erased: no token of it is good for longer.
  public static let memory: Duration = AccessClaims.lifetime + AccessClaims.leeway
  /// The most that are remembered. Told of more, those that aren't among them are unknown.
  public static let maximum = 10_000

  /// What is known of a tenant.
  enum Answer: Equatable {
    case open
    case closed
    case unknown
  }

  private struct State {
    /// When each was told last.
    var closed: [Tenant.ID: Timestamp] = [:]
    /// When all of them were told last; `nil` before the first word, and after one that was too long to be remembered.
    var told: Timestamp?
  }

  private let time: any TimeSource
  private let state = Mutex(State())

  /// Knows nothing yet.
  public init(time: any TimeSource) { self.time = time }

  /// These are closed and not erased yet, and no others.
  public func learn(_ tenants: [Tenant.ID]) {
    let now = time.now()
    state.withLock { state in
      state.closed = state.closed.filter { now - $0.value <= Self.memory }
      var isWhole = true
      for tenant in tenants {
        if state.closed[tenant] == nil, state.closed.count >= Self.maximum {
          isWhole = false
          break
        }
        state.closed[tenant] = now
      }
      state.told = isWhole ? now : nil
    }
  }

  /// This one has just been found closed.
  func add(_ tenant: Tenant.ID) {
    let now = time.now()
    state.withLock { state in
      guard state.closed.count < Self.maximum else { return }
      state.closed[tenant] = now
    }
  }

  /// How many are remembered.
  package var count: Int { state.withLock { $0.closed.count } }

  /// What is known of a tenant now.
  func answer(about tenant: Tenant.ID) -> Answer {
    let now = time.now()
    return state.withLock { state in
      if state.closed[tenant] != nil { return .closed }
      // A clock that was put back says nothing about age.
      guard let told = state.told, now >= told, now - told <= Self.freshness else { return .unknown }
      return .open
    }
  }
}
