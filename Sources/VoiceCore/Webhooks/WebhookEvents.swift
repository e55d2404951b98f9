/// Which events an endpoint wants.
public enum WebhookEvents: Equatable, Sendable, Codable {
  /// All, those of later versions too.
  case all
  /// These, by their public names.
  case named(Set<String>)

  /// Every public name that a call's log tells (`noun.past_verb`).
  public static let names: [String] = [
    "call.answered", "call.ended", "call.handed_back", "call.joined", "call.left", "call.routed", "call.started",
    "call.taken_over", "call.transferred", "callback.requested", "conference.joined", "conference.left",
    "conference.unanswered", "credits.low", "queue.entered", "queue.left", "recording.ready", "spam.detected",
    "transcript.ready",
    "transcript.unavailable", "voicemail.received",
  ]

  /// Those of these names; none at all stands for all.
  /// - Throws: `.unknown` for a name that nothing is told by, `.twice` for one that comes twice.
  public init(names: [String]) throws(RefusedSetting) {
    for (index, name) in names.enumerated() {
      guard Self.names.contains(name) else { throw RefusedSetting("event_types/\(index)", .unknown) }
      guard !names[..<index].contains(name) else { throw RefusedSetting("event_types/\(index)", .twice) }
    }
    self = names.isEmpty ? .all : .named(Set(names))
  }

  /// In alphabetical order; empty for all.
  public var names: [String] {
    switch self {
    case .all: []
    case .named(let names): names.sorted()
    }
  }

  /// Whether a fact is told, and wanted.
  public func holds(_ fact: Call.Fact) -> Bool {
    guard let name = fact.eventName else { return false }
    switch self {
    case .all: return true
    case .named(let names): return names.contains(name)
    }
  }
}
