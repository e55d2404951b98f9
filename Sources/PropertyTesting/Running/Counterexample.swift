/// A case that fails.
public struct Counterexample: Sendable {
  /// Where a case came from.
  public enum Origin: Equatable, Sendable {
    /// The example at this place of the list.
    case example(Int)
    /// Chance, after this many cases.
    case generated(case: Int)
    /// A token of an exact case.
    case replayed
  }

  /// The smallest failing value found.
  public let value: any Sendable
  /// Where the case came from.
  public let origin: Origin
  /// Why it fails.
  public let failure: Failure
  /// Makes exactly this case again.
  public let token: ReplayToken?
  /// Makes the case again as it was before shrinking.
  public let generatedBy: ReplayToken?
  /// Runs of the body that made it small.
  public let evaluations: Int
  /// Parts of the value that don't matter, as the way to them, such as `.caller.name` (the whole value: an empty one):
  /// with all that was tried in their place, one part at a time, the case fails as well.
  public internal(set) var freeParts: [String] = []

  /// The value in a form to read.
  public var text: String { Rendering.text(value) }
}
