public import PropertyTesting

/// One law on one subject, to be run in processes of its own.
public struct IsolatedLaw: Sendable {
  /// The property's number.
  public let number: Int
  /// The property's title.
  public let title: String
  /// The subject's name.
  public let subject: String
  /// How it is checked.
  public let settings: RunSettings
  /// The folder of failing cases, as on the command line; `nil` without one.
  public let saved: String?

  /// A law that isn't run yet.
  public init(number: Int, title: String, subject: String, settings: RunSettings, saved: String? = nil) {
    self.saved = saved
    self.number = number
    self.title = title
    self.subject = subject
    self.settings = settings
  }

  /// What a child process is asked for.
  enum Run: Equatable {
    /// All of it.
    case whole
    /// The first cases, without shrinking.
    case first(cases: Int)
    /// One generated case, without shrinking.
    case one(index: Int)
    /// One case that was kept, or is a candidate, without shrinking.
    case saved(ReplayToken)
    /// A case that ends its process, made smaller by further processes, none of which begins after `limit`.
    case smaller(than: ReplayToken, limit: Duration)
  }

  /// Whether a case that kills is made smaller.
  var isShrinkable: Bool { isSearchable && settings.maximumShrinkEvaluations > 0 }

  /// Whether the case that kills may be sought: not where each part of the law would start a server.
  var isSearchable: Bool { subject != VerifySubject.server.rawValue }

  /// The cases that its process tries first.
  var savedTokens: [ReplayToken] {
    // A folder that can't be read was told of by that process, and nothing was tried.
    let page = try? settings.saved?.page(for: "\(number)")
    return page?.failures.map(\.token).filter { $0.property == "\(number)" } ?? []
  }

  func arguments(_ run: Run) -> [String] {
    let law = ["--property", "\(number)", "--subject", subject, "--json", "--seed", SeedText.text(settings.seed)]
    switch run {
    case .whole:
      let replay = settings.replay.map { ["--replay", "\($0)"] } ?? []
      let kept = saved.map { ["--saved", $0] } ?? ["--unsaved"]
      let asked =
        (settings.maximumExplanations > 0 ? ["--explain"] : [])
        + (settings.exhaustion == .never ? [] : ["--exhaustive"])
      return law + asked + ["--cases", "\(settings.cases)", "--shrinks", "\(settings.maximumShrinkEvaluations)"]
        + ["--workers", "\(settings.workers)"] + caseLimit + kept + replay
    case .first(let cases): return law + ["--cases", "\(cases)", "--shrinks", "0"] + Self.alone
    case .one(let index): return law + ["--shrinks", "0", "--replay", token(index)] + Self.alone
    case .saved(let token): return law + ["--shrinks", "0", "--replay", "\(token)"] + caseLimit + Self.alone
    case .smaller(let token, let limit):
      return law + ["--smaller", "--replay", "\(token)", "--limit", "\(limit.components.seconds)"] + caseLimit
        + Self.alone
    }
  }

  private var caseLimit: [String] { settings.caseLimit.map { ["--case-limit", "\($0.components.seconds)"] } ?? [] }

  /// The case that kills is sought one by one, and kept by nobody.
  private static let alone = ["--workers", "1", "--unsaved"]

  /// The token of the case that chance made at `index`.
  func token(_ index: Int) -> String { "vc1:\(number):\(String(settings.seed, radix: 16)):\(index)" }
}
