/// Why the store could not do what it was asked. Closed: every adapter maps its errors to these.
public enum StoreFailure: Error, Equatable, Sendable {
  /// The entity isn't there (for this tenant). Trying again doesn't help.
  case notFound
  /// Somebody else holds what must be unique: a number, a domain, an address. Trying again doesn't help.
  case taken(Unique)
  /// Others kept changing what the body read, more often than it may be run again. Trying later helps.
  case conflict
  /// The store can't be reached or is full of waiting work; nothing was written. Trying again is safe and may help.
  case unavailable
  /// The scope was used after its end: a mistake of ours.
  case scopeEnded
  /// What is stored can't be read. Trying again doesn't help; an operator must look.
  case corrupt

  /// What must be unique.
  public enum Unique: String, Sendable, CaseIterable {
    /// In the whole deployment.
    case phoneNumber, domain, streamToken, refreshToken, apiKey
    /// Within the tenant.
    case email, carrierCall, detailRecord, `extension`, agentUser
  }
}

extension StoreFailure: CustomStringConvertible {
  /// Safe to show to anyone.
  public var description: String {
    switch self {
    case .notFound: "not found"
    case .taken(let what): "taken: \(what.rawValue)"
    case .conflict: "too many changes at once; try again"
    case .unavailable: "the store is unavailable; try again"
    case .scopeEnded: "a scope was used after its end"
    case .corrupt: "stored data can't be read"
    }
  }
}
