internal import FoundationEssentials

/// Decides on each request for a session.
struct SessionDoor: Sendable {
  enum Decision: Sendable {
    case open(RealtimeSession)
    /// With this HTTP status.
    case refuse(Int)
    /// Never answers.
    case silent
  }

  static let path = "/v1/realtime"

  let configuration: RealtimeAIConfiguration
  let directory: SessionDirectory

  func decide(_ request: RealtimeRequest) -> Decision {
    guard request.path == Self.path else { return .refuse(404) }
    let number = directory.number()
    let opening = configuration.opening(number)
    for fault in opening {
      switch fault {
      case .refused(let status): return .refuse(status)
      case .noHandshake: return .silent
      default: break
      }
    }
    guard request.first("authorization") == "Bearer \(configuration.apiKey)" else { return .refuse(401) }
    var rejection: SessionSetting.Rejection?
    if request.first("openai-beta") != nil {
      rejection = .betaShape
    } else if let model = request.model {
      if !configuration.models.contains(model) {
        guard configuration.unknownModel == .told else { return .refuse(404) }
        rejection = .unknownModel
      }
    } else {
      rejection = .missingModel
    }
    return .open(
      RealtimeSession(
        SessionSetting(
          number: number, model: request.model ?? "", startedAt: Int(Date().timeIntervalSince1970),
          seed: configuration.seed, behaviour: configuration.behaviour(number), opening: opening,
          voice: configuration.voice, pace: configuration.pace, rejection: rejection)))
  }
}
