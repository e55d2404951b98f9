import Synchronization
public import VoiceCore

/// Leadership among those who share this value, in one process. Never lost before its body ends.
public final class ProcessLeadership: Leadership {
  private let names = Mutex<Set<LeaderName>>([])

  /// Nobody leads yet.
  public init() {}

  /// See `Leadership`.
  public var endsOnlyWithProcess: Bool { true }

  /// See `Leadership`.
  public func lead(
    as name: LeaderName, _ body: @escaping @Sendable () async -> Void
  ) async throws(StoreFailure) -> Bool {
    guard names.withLock({ $0.insert(name).inserted }) else { return false }
    defer { names.withLock { _ = $0.remove(name) } }
    await body()
    return true
  }
}
