internal import VoiceCore

/// The session that we want, in the provider's words. Source: OpenAI Realtime API, `session.update`.
enum SessionSetup {
  static func session(
    for brief: ReceptionistBrief, speaking spoken: SpokenLanguage, nextAttempt: Int,
    _ settings: OpenAIRealtimeSettings, limits: OpenAILimits, answering: Answering
  ) -> JSONValue {
    [
      "type": "realtime",
      "instructions": instructions(for: brief, speaking: spoken, nextAttempt: nextAttempt, limits: limits),
      "output_modalities": ["audio"],
      "audio": [
        "input": [
          "format": telephoneAudio,
          "noise_reduction": ["type": "near_field"],
          "transcription": transcription(by: settings.transcriptionModel, of: spoken),
          "turn_detection": turnDetection(answering),
        ],
        "output": ["format": telephoneAudio, "voice": .string(settings.voice)],
      ],
      "tools": ReceptionistTools.all(
        departments: brief.departments, looksUp: ReceptionistInstructions.looksUp(for: brief, limits: limits)),
      "tool_choice": "auto",
      "max_output_tokens": .integer(limits.maximumOutputTokens),
      "truncation": [
        "type": "retention_ratio", "retention_ratio": 0.8,
        "token_limits": ["post_instructions": .integer(limits.keptTokens)],
      ],
    ]
  }

  /// The change of a session that stands, by which everything that follows is in the caller's language.
  static func session(
    for brief: ReceptionistBrief, speaking spoken: SpokenLanguage, nextAttempt: Int,
    _ settings: OpenAIRealtimeSettings, limits: OpenAILimits
  ) -> JSONValue {
    [
      "type": "realtime",
      "instructions": instructions(for: brief, speaking: spoken, nextAttempt: nextAttempt, limits: limits),
      "audio": ["input": ["transcription": transcription(by: settings.transcriptionModel, of: spoken)]],
    ]
  }

  private static func instructions(
    for brief: ReceptionistBrief, speaking spoken: SpokenLanguage, nextAttempt: Int, limits: OpenAILimits
  ) -> JSONValue {
    let told = ReceptionistInstructions.told(of: brief, limits: limits)
    return .string(
      ReceptionistInstructions.text(
        for: brief, speaking: spoken, nextAttempt: nextAttempt, telling: told,
        looksUp: told.count < brief.knowledge.count))
  }

  private static let telephoneAudio: JSONValue = ["type": "audio/pcmu"]

  /// Whether the provider answers the caller's turns by itself, or only writes them down.
  enum Answering { case turns, nothing }

  /// The change of a session that stands: everything else stays.
  static func session(answering: Answering) -> JSONValue {
    ["type": "realtime", "audio": ["input": ["turn_detection": turnDetection(answering)]]]
  }

  /// Whether the caller breaks in is decided here, not by the provider (property 31).
  private static func turnDetection(_ answering: Answering) -> JSONValue {
    [
      "type": "server_vad", "threshold": 0.5, "prefix_padding_ms": 300, "silence_duration_ms": 500,
      "create_response": .bool(answering == .turns), "interrupt_response": false, "idle_timeout_ms": nil,
    ]
  }

  /// Languages are told by ISO 639-1, which has two letters; the caller's own alone, for words of another language would be
  /// written down as if they were of this one.
  private static func transcription(by model: String, of spoken: SpokenLanguage) -> JSONValue {
    guard spoken.isSettled, spoken.language.primary.utf8.count == 2 else { return ["model": .string(model)] }
    return ["model": .string(model), "language": .string(String(spoken.language.primary))]
  }
}
