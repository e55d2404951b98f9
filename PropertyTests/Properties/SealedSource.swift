public import VoiceCore

/// Where stores come from whose rows are sealed: each case gets a fresh and empty one.
public struct SealedSource: Sendable {
  public let name: String
  let make: @Sendable () async throws -> SealedPlace

  /// A source of this name.
  public init(_ name: String, make: @escaping @Sendable () async throws -> SealedPlace) {
    self.name = name
    self.make = make
  }
}

/// A store whose rows are sealed, its keys, and everything of it that somebody sees who may look at where it lies.
public struct SealedPlace: Sendable {
  public let store: any Store
  public let ciphers: any RowCiphers
  /// Every file, or every row of every table as it is kept.
  let evidence: @Sendable (Tenant.ID) async throws -> [Evidence]
  /// Gives the tenant another data key.
  let rotateDataKey: @Sendable (Tenant.ID) async throws -> Void
  /// The same rows under another master key; the one of before is gone.
  let rotateMasterKey: @Sendable () async throws -> SealedPlace
  let close: @Sendable () async -> Void

  /// A place of these parts.
  public init(
    store: any Store, ciphers: any RowCiphers, evidence: @escaping @Sendable (Tenant.ID) async throws -> [Evidence],
    rotateDataKey: @escaping @Sendable (Tenant.ID) async throws -> Void,
    rotateMasterKey: @escaping @Sendable () async throws -> SealedPlace,
    close: @escaping @Sendable () async -> Void
  ) {
    self.store = store
    self.ciphers = ciphers
    self.evidence = evidence
    self.rotateDataKey = rotateDataKey
    self.rotateMasterKey = rotateMasterKey
    self.close = close
  }
}
