/// Where the failing cases of earlier runs are kept. Every run tries them first; a run that finds a new failure adds its
/// smallest case, a run that passes writes nothing.
public protocol SavedFailures: Sendable {
  /// All that is kept for `property`, which is named as in tokens: by its number, or its title in lower-case letters,
  /// digits and hyphens. Nothing kept is an empty page.
  func page(for property: String) throws(SavedFailuresProblem) -> SavedPage
  /// Keeps `failure` besides the others.
  func add(_ failure: SavedFailure, for property: String) throws(SavedFailuresProblem)
}

/// One failing case that is kept.
public struct SavedFailure: Equatable, Sendable {
  /// Brings the case back: exactly, as small as it was made.
  public let token: ReplayToken
  /// Where it failed: the place of a requirement, or the type of an error.
  public let origin: String
  /// A note for the reader: what the failure said, unless somebody wrote something better.
  public let note: String

  /// A case to keep.
  public init(token: ReplayToken, origin: String, note: String = "") {
    self.token = token
    self.origin = origin
    self.note = note
  }
}

/// What is kept for one property.
public struct SavedPage: Equatable, Sendable {
  /// The cases, the oldest first.
  public var failures: [SavedFailure]
  /// What could not be read, a sentence each with the remedy.
  public var warnings: [String]

  /// A page.
  public init(failures: [SavedFailure] = [], warnings: [String] = []) {
    self.failures = failures
    self.warnings = warnings
  }
}

/// Why failures could not be read or kept, with the remedy; it never changes a run's outcome.
public struct SavedFailuresProblem: Error, Equatable, Sendable, CustomStringConvertible {
  public let description: String

  /// A problem in a sentence for the reader of a report.
  public init(_ description: String) { self.description = description }
}

/// What came of a saved case in a run.
public struct SavedCase: Equatable, Sendable {
  /// What it did.
  public enum State: Equatable, Sendable {
    /// It holds now: mended, and kept as an example.
    case held
    /// It fails still.
    case failed
    /// The body or the generator discarded it.
    case discarded
    /// The generator has changed.
    case doesNotFit
  }

  /// The case.
  public let failure: SavedFailure
  /// What it did.
  public let state: State
}
