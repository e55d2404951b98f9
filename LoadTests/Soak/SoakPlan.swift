/// What a soak run is to do: calls one after another, whole ones and all kinds that go wrong, until what each of them left
/// behind would be seen.
public struct SoakPlan: Codable, Equatable, Sendable {
  /// What becomes of a call.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    /// Announced, connected, some frames, hung up by the caller.
    case whole
    /// Announced, hung up before its stream comes.
    case abandoned
    /// The stream is cut without a word, and the carrier tells later that the call is over.
    case cut
    /// An announcement whose signature isn't good.
    case unsigned
    /// To a number that nobody has.
    case unknownNumber = "unknown_number"
    /// A stream with a token that nobody granted.
    case wrongToken = "wrong_token"
  }

  /// How many calls in all.
  public var calls: Int
  /// How many at once.
  public var atOnce: Int
  /// The most by which the heap in use, and the descriptors, may differ from before, as a share.
  public var tolerance: Double

  /// A plan of these parts.
  public init(calls: Int, atOnce: Int = 16, tolerance: Double = 0.05) {
    self.calls = calls
    self.atOnce = atOnce
    self.tolerance = tolerance
  }

  /// Most calls of one run.
  public static let mostCalls = 10_000_000

  /// Calls before the first reading: caches, pools and prompts fill.
  var warmUp: Int { max(min(calls / 10, 500), 60) }

  /// Each kind in turn, half of them whole.
  package static func kind(of number: Int) -> Kind {
    let others = Kind.allCases.filter { $0 != .whole }
    return number.isMultiple(of: 2) ? .whole : others[number / 2 % others.count]
  }
}
