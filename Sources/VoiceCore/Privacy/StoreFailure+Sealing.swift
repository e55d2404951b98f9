extension StoreFailure {
  /// What a failure to seal or open means to those who ask the store. A tenant whose keys are destroyed isn't there.
  public init(_ failure: SealFailure) {
    switch failure {
    case .keyUnavailable, .unknownKey, .keyExhausted: self = .unavailable
    case .destroyed: self = .notFound
    case .tampered, .wrongTenant, .unsupportedVersion, .unknownMasterKey, .tooLong: self = .corrupt
    }
  }
}

extension SealFailure {
  /// What it means to the keys when the store can't bring their records: one that isn't there is destroyed, because
  /// `TenantKeyRecords` answers with an empty list for a tenant that has none yet.
  public init(_ failure: StoreFailure) {
    switch failure {
    case .notFound: self = .destroyed
    case .corrupt: self = .tampered
    case .taken, .conflict, .unavailable, .scopeEnded: self = .keyUnavailable
    }
  }
}
