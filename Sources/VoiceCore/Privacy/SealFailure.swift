/// Why something could not be sealed or opened. Closed; none of them tells anything of keys or content.
public enum SealFailure: Error, Equatable, Sendable, CaseIterable {
  /// The keys, or who wraps them, can't be reached. Trying again helps.
  case keyUnavailable
  /// Sealed under a key that the cipher at hand doesn't know: the key was added elsewhere meanwhile, or the bytes were
  /// altered. Ask `RowCiphers` for the cipher again and try once more; what is altered is `.tampered` then.
  case unknownKey
  /// The tenant's keys are destroyed. Nothing brings back what was sealed under them.
  case destroyed
  /// The bytes aren't what was sealed as this row of this tenant: altered, cut, moved or another's. Trying again
  /// doesn't help; an operator must look.
  case tampered
  /// The row belongs to another tenant than the cipher: a mistake of ours.
  case wrongTenant
  /// Sealed in a format that this build doesn't know. A newer build helps.
  case unsupportedVersion
  /// The tenant's keys are wrapped by a master key that isn't configured. The operator has to add it.
  case unknownMasterKey
  /// More plain bytes than `SealLimits.maximumPlainBytes`. Trying again doesn't help.
  case tooLong
  /// The key has sealed as much as one key may (`SealLimits.maximumSealsPerKey`). Rotating the tenant's key helps.
  case keyExhausted
}

extension SealFailure: CustomStringConvertible {
  /// Safe to show to anyone.
  public var description: String {
    switch self {
    case .keyUnavailable: "the keys can't be reached; try again"
    case .unknownKey: "sealed under a key that isn't known here yet; try again"
    case .destroyed: "the keys are destroyed"
    case .tampered: "sealed bytes aren't what was sealed here"
    case .wrongTenant: "a row of another tenant"
    case .unsupportedVersion: "sealed in a format that this build doesn't know"
    case .unknownMasterKey: "keys are wrapped by a master key that isn't configured"
    case .tooLong: "too long to be sealed"
    case .keyExhausted: "a key has sealed as much as it may; rotate it"
    }
  }
}
