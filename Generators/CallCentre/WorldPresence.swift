import Synchronization
import VoiceCore

/// The one node shows that it lives, each process under its own name; nobody leads beside it.
final class WorldPresence: Leadership {
  private let life = Mutex(1)

  /// The process that lives.
  var node: Node.ID { Node.ID(UInt128(life.withLock { $0 })) }

  func beginAnew() { life.withLock { $0 += 1 } }

  func lead(as name: LeaderName, _ body: @escaping @Sendable () async -> Void) async throws(StoreFailure) -> Bool {
    guard name != .node(node) else { return false }
    await body()
    return true
  }
}
