public import VoiceCore

/// One dependency that this node can't do its work without.
public struct ReadinessCheck: Sendable {
  /// What a check finds.
  public enum Outcome: Equatable, Sendable {
    case ready
    /// The reason is shown to anyone: no addresses, no secrets.
    case failed(reason: String)
  }

  public let name: String
  /// Cheap; must end soon after its task is cancelled.
  public let check: @Sendable () async -> Outcome

  /// A check of this name.
  public init(_ name: String, check: @escaping @Sendable () async -> Outcome) {
    self.name = name
    self.check = check
  }

  /// Whether the store answers.
  public static func store(_ store: any Store) -> ReadinessCheck {
    ReadinessCheck("store") {
      do throws(StoreFailure) {
        try await store.ping()
        return .ready
      } catch {
        return .failed(reason: error.description)
      }
    }
  }
}
