/// What a caller waited for between the end of their words and the first sound of the answer. The stages follow one another
/// and don't overlap, so that they add up to the wait (settled contradiction 4; `voicecore_turn_latency_seconds{stage}`).
public struct TurnWait: Equatable, Sendable {
  /// What was waited for.
  public enum Stage: String, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
    /// Silence, until it was clear that the caller had finished.
    case endpointing
    /// A round trip to the provider of the voice AI, as its last ping measured it; within `model` before the first one.
    case network
    /// The voice AI's own computing.
    case model
    /// VoiceCore's share: the decision on the request, and its storing.
    case voicecore
    /// From handing the answer to the carrier until it says that what came before has been heard: its way and its buffer, and
    /// what we were still saying.
    case playout
  }

  private var microseconds: [Stage: Int64] = [:]

  /// Nothing was waited for.
  public init() {}

  /// How long; never below zero.
  public subscript(stage: Stage) -> Duration {
    get { .microseconds(microseconds[stage] ?? 0) }
    set {
      let length = newValue.wholeMicroseconds
      microseconds[stage] = length > 0 ? length : nil
    }
  }

  /// The whole wait.
  public var total: Duration { Stage.allCases.reduce(.zero) { $0 + self[$1] } }

  /// A voice AI's part of the wait: from the end of the request, as its provider told it, to the first sound.
  /// - Parameters:
  ///   - own: Of it, VoiceCore's share.
  ///   - roundTrip: Of the rest, at most this was the network's; `nil` when it isn't known.
  public init(answering span: Duration, own: Duration = .zero, roundTrip: Duration? = nil) {
    let own = min(max(own, .zero), max(span, .zero))
    let network = min(max(roundTrip ?? .zero, .zero), max(span, .zero) - own)
    self[.voicecore] = own
    self[.network] = network
    self[.model] = span - own - network
  }
}

extension TurnWait: Codable {
  /// Reads whole microseconds by stage.
  public init(from decoder: any Decoder) throws {
    let stored = try decoder.singleValueContainer().decode([Stage: Int64].self)
    microseconds = stored.filter { $0.value > 0 }
  }

  /// Writes whole microseconds by stage.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(microseconds)
  }
}
