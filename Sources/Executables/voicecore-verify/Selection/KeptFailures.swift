import PropertyTesting

/// Where failing cases are kept between runs, by the command's flags.
struct KeptFailures {
  /// In the current directory; git ignores it.
  static let usualFolder = ".voicecore-failures"

  /// `nil` when none are tried and none are kept.
  let path: String?

  /// A gate says the same when asked again, so `ci` keeps none unless told to.
  init(_ laws: Laws) {
    path = laws.unsaved ? nil : laws.saved ?? (laws.profile == .ci ? nil : Self.usualFolder)
  }

  /// Stores share their laws' generators, and so their cases; those of values and of a server have generators of their own.
  func folder(for subject: VerifySubject) -> FailureFolder? {
    let kind =
      switch subject {
      case .core: "core"
      case .memory, .sqlite, .postgres: "stores"
      case .sim: "sim"
      case .server: "server"
      }
    return path.map { FailureFolder("\($0)/\(kind)") }
  }
}
