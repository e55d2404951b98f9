/// What `session.update` may hold.
extension SessionSettings {
  func check(_ update: FieldCheck, voiceIsFrozen: Bool) throws(RealtimeRefusal) {
    _ = try update.requiredText("type", oneOf: ["realtime"])
    try update.allow([
      "type", "model", "instructions", "output_modalities", "audio", "tools", "tool_choice", "max_output_tokens",
      "truncation", "include", "prompt", "tracing", "parallel_tool_calls", "reasoning",
    ])
    if let model = try update.text("model"), model != tree["model"]?.text {
      throw .invalidValue("session.model", "the model of a running session cannot change.")
    }
    _ = try update.text("instructions")
    try update.checkModalities()
    try update.checkTools()
    try update.checkToolChoice(among: update.toolNames ?? tools)
    try update.checkOutputTokens()
    _ = try update.flag("parallel_tool_calls")
    try checkTruncation(update)
    if let reasoning = try update.object("reasoning") {
      try reasoning.allow(["effort"])
      _ = try reasoning.text("effort", oneOf: ["minimal", "low", "medium", "high", "xhigh"])
    }
    guard let audio = try update.object("audio") else { return }
    try audio.allow(["input", "output"])
    try audio.object("input")?.checkInput()
    guard let output = try audio.object("output") else { return }
    try output.checkOutput()
    if voiceIsFrozen, let voice = output.value("voice"), voice != self.output["voice"] {
      throw RealtimeRefusal(
        code: "cannot_update_voice",
        message: "Cannot update a conversation's voice if assistant audio is present.",
        parameter: "session.audio.output.voice")
    }
  }

  private func checkTruncation(_ update: FieldCheck) throws(RealtimeRefusal) {
    guard let truncation = update.value("truncation") else { return }
    if truncation.text != nil {
      _ = try update.text("truncation", oneOf: ["auto", "disabled"])
      return
    }
    let retention = try FieldCheck(truncation, at: "session.truncation")
    try retention.allow(["type", "retention_ratio", "token_limits"])
    _ = try retention.requiredText("type", oneOf: ["retention_ratio"])
    guard try retention.number("retention_ratio", in: 0...1) != nil else {
      throw .missing("session.truncation.retention_ratio")
    }
    if let limits = try retention.object("token_limits") {
      try limits.allow(["post_instructions"])
      _ = try limits.integer("post_instructions", in: 0...Int.max)
    }
  }
}

extension FieldCheck {
  /// `audio.input`.
  fileprivate func checkInput() throws(RealtimeRefusal) {
    try allow(["format", "noise_reduction", "transcription", "turn_detection"])
    try object("format")?.checkFormat()
    if let noise = try object("noise_reduction") {
      try noise.allow(["type", "strength"])
      _ = try noise.requiredText("type", oneOf: ["near_field", "far_field"])
      _ = try noise.number("strength", in: 0...1)
    }
    if let transcription = try object("transcription") {
      try transcription.allow(["model", "language", "languages", "keywords", "prompt", "delay"])
      let model = try transcription.text("model") ?? "whisper-1"
      guard Self.transcribers.contains(where: model.hasPrefix) else {
        throw .invalidValue(transcription.name("model"), "'\(model)'.")
      }
      _ = try transcription.text("language")
    }
    guard let detection = try object("turn_detection") else { return }
    switch try detection.requiredText("type", oneOf: ["server_vad", "semantic_vad"]) {
    case "server_vad":
      try detection.allow([
        "type", "threshold", "prefix_padding_ms", "silence_duration_ms", "create_response", "interrupt_response",
        "idle_timeout_ms",
      ])
      _ = try detection.number("threshold", in: 0...1)
      _ = try detection.integer("prefix_padding_ms", in: 0...10_000)
      _ = try detection.integer("silence_duration_ms", in: 0...10_000)
      _ = try detection.integer("idle_timeout_ms", in: 5_000...30_000)
    default:
      try detection.allow(["type", "eagerness", "create_response", "interrupt_response"])
      _ = try detection.text("eagerness", oneOf: ["low", "medium", "high", "auto"])
    }
    _ = try detection.flag("create_response")
    _ = try detection.flag("interrupt_response")
  }

  private static let transcribers = [
    "whisper-1", "gpt-transcribe", "gpt-live-transcribe", "gpt-4o-transcribe", "gpt-4o-mini-transcribe",
    "gpt-realtime-whisper",
  ]
}
