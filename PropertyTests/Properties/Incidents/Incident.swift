import PropertyTesting
public import VoiceCore

/// A log that breaks a law, and the search for the smallest part of it that breaks the law in the same way.
public struct Incident: Sendable {
  /// The most entries of a log that are looked through: each is a choice of the search or two, and a case may have 8,192.
  public static let maximumEntries = 4_000
  /// Runs of the check in each of the two searches, at the most.
  private static let maximumEvaluations = 5_000

  /// What is left of a log.
  public struct Smallest: Equatable, Sendable {
    /// The places of the entries that are needed, from 0.
    public let places: [Int]
    /// These, made as plain as the failure allows; attempts and people are numbered anew.
    public let log: [CallLogEntry]
    /// How often the law was asked.
    public let evaluations: Int
  }

  public let law: IncidentLaw
  public let log: [CallLogEntry]
  /// What the law says of the log.
  public let complaint: String

  /// `nil` when the log keeps the law.
  public init?(_ law: IncidentLaw, _ log: [CallLogEntry]) {
    guard let complaint = law.complaint(of: log) else { return nil }
    self.law = law
    self.log = log
    self.complaint = complaint
  }

  /// Searches with the harness's own shrinker: fewer entries first, then plainer ones. `nil` for a log of more than
  /// `maximumEntries`.
  public func smallest() async -> Smallest? {
    guard log.count <= Self.maximumEntries else { return nil }
    let all = log.enumerated().map { KeptEntry(place: $0.offset, entry: $0.element) }
    let few = await search(.part(of: all))
    let plain = await search(.plainer(few.kept))
    return Smallest(
      places: plain.kept.map(\.place), log: plain.kept.map(\.entry).renumbered,
      evaluations: few.evaluations + plain.evaluations)
  }

  private func search(_ generator: Gen<[KeptEntry]>) async -> (kept: [KeptEntry], evaluations: Int) {
    let (law, complaint) = (law, complaint)
    let property = Property(law.number, law.title, for: generator) { kept in
      let said = law.complaint(of: kept.map(\.entry).renumbered)
      try require(said != complaint, complaint)
    }
    let report = await check(
      property,
      RunSettings(cases: 1, maximumShrinkEvaluations: Self.maximumEvaluations, caseLimit: nil, maximumOthers: 0))
    guard let found = report.counterexample, let kept = found.value as? [KeptEntry] else {
      preconditionFailure("the first case of the generator is the whole log, which breaks the law: \(report.verdict)")
    }
    return (kept, report.evaluations)
  }
}

extension IncidentLaw {
  /// What the law says of a log that breaks it.
  func complaint(of log: [CallLogEntry]) -> String? {
    do { try check(log) } catch { return (error as? RequirementFailure)?.message ?? "\(error)" }
    return nil
  }
}

/// An entry, and where in the whole log it stands.
struct KeptEntry: Equatable, Sendable {
  let place: Int
  let entry: CallLogEntry
}

extension Gen where Value == [KeptEntry] {
  /// Some of `log`, in its order; chance always takes all. Shrinks to fewer: halves go first, then halves of those that are left.
  static func part(of log: [KeptEntry]) -> Gen { part(of: log[...]) }

  private static func part(of log: ArraySlice<KeptEntry>) -> Gen {
    gen { source in
      guard !log.isEmpty, try source.draw(Gen<Bool>.bool(probability: 1)) else { return [] }
      guard log.count > 1 else { return Array(log) }
      let middle = log.startIndex + log.count / 2
      return try source.draw(part(of: log[..<middle])) + source.draw(part(of: log[middle...]))
    }
  }

  /// All of `log`; chance leaves it as it is. Shrinks to plainer entries at the moment of the one before.
  static func plainer(_ log: [KeptEntry]) -> Gen {
    gen { source in
      var plain: [KeptEntry] = []
      for kept in log {
        let isOwnMoment = try source.draw(Gen<Bool>.bool(probability: 1))
        let isOwnEvent = try source.draw(Gen<Bool>.bool(probability: 1))
        let entry = CallLogEntry(
          milliseconds: isOwnMoment ? kept.entry.milliseconds : plain.last?.entry.milliseconds ?? 0,
          event: isOwnEvent ? kept.entry.event : kept.entry.event.plainest)
        plain.append(KeptEntry(place: kept.place, entry: entry))
      }
      return plain
    }
  }
}

extension CallLogEvent {
  /// The plainest of its kind.
  fileprivate var plainest: CallLogEvent {
    switch self {
    case .judged(let attempt, _): .judged(attempt, .served)
    case .said: .said(.caller)
    case .ended: .ended(.hungUp)
    case .answered, .streamJoined, .overturned, .handedOver, .transferStarted, .joined, .takenOver, .handedBack, .left,
      .other:
      self
    }
  }
}

extension [CallLogEntry] {
  /// Attempts and people are numbered from 1, by their first appearance.
  var renumbered: [CallLogEntry] {
    var attempts: [Int] = []
    var people: [Int] = []
    func number(_ old: Int, in known: inout [Int]) -> Int {
      if let index = known.firstIndex(of: old) { return index + 1 }
      known.append(old)
      return known.count
    }
    return map { entry in
      let event: CallLogEvent =
        switch entry.event {
        case .judged(let attempt, let verdict): .judged(number(attempt, in: &attempts), verdict)
        case .overturned(let attempt): .overturned(number(attempt, in: &attempts))
        case .joined(let person): .joined(number(person, in: &people))
        case .takenOver(let person): .takenOver(number(person, in: &people))
        case .handedBack(let person): .handedBack(number(person, in: &people))
        case .left(let person): .left(number(person, in: &people))
        case .answered, .streamJoined, .handedOver, .transferStarted, .said, .ended, .other: entry.event
        }
      return CallLogEntry(milliseconds: entry.milliseconds, event: event)
    }
  }
}
