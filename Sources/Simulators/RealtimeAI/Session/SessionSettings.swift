/// A session's effective configuration, as `session.created` and `session.updated` tell it.
struct SessionSettings: Sendable {
  private(set) var tree: JSONTree { didSet { heed() } }
  /// How the caller's audio comes and is judged, read from the tree once and not with each append. Turn detection is
  /// `nil` while it is off.
  private(set) var inputFormat = RealtimeAudioFormat.pcm
  private(set) var voiceActivity: VoiceActivity.Setting?

  init(id: String, model: String, expiresAt: Int) {
    tree = [
      "type": "realtime", "object": "realtime.session", "id": .string(id), "model": .string(model),
      "output_modalities": ["audio"], "instructions": "You are a helpful assistant.", "tools": [],
      "tool_choice": "auto", "max_output_tokens": "inf", "tracing": nil, "truncation": "auto", "prompt": nil,
      "expires_at": .int(expiresAt), "include": nil,
      "audio": [
        "input": [
          "format": RealtimeAudioFormat.pcm.json, "transcription": nil, "noise_reduction": nil,
          "turn_detection": Self.serverVAD,
        ],
        "output": ["format": RealtimeAudioFormat.pcm.json, "voice": "marin", "speed": 1.0],
      ],
    ]
    heed()
  }

  private mutating func heed() {
    inputFormat = Self.format(input)
    voiceActivity = Self.voiceActivity(input)
  }

  private static let serverVAD: JSONTree = [
    "type": "server_vad", "threshold": 0.5, "prefix_padding_ms": 300, "silence_duration_ms": 200,
    "idle_timeout_ms": nil, "create_response": true, "interrupt_response": true,
  ]
  private static let semanticVAD: JSONTree = [
    "type": "semantic_vad", "eagerness": "auto", "create_response": true, "interrupt_response": true,
  ]

  var instructions: String { tree["instructions"]?.text ?? "" }
  var tools: [String] { (tree["tools"]?.elements ?? []).compactMap { $0["name"]?.text } }
  var speaksText: Bool { tree["output_modalities"] == ["text"] }
  var transcribes: Bool { !(input["transcription"].map { $0 == .null } ?? true) }
  var outputFormat: RealtimeAudioFormat { Self.format(output) }
  var createsResponses: Bool { input["turn_detection"]?["create_response"]?.flag ?? false }
  var interruptsResponses: Bool { input["turn_detection"]?["interrupt_response"]?.flag ?? false }

  /// Meaning is judged by silence too, longer or shorter as it is eager.
  private static func voiceActivity(_ input: JSONTree) -> VoiceActivity.Setting? {
    guard let detection = input["turn_detection"], detection != .null else { return nil }
    guard detection["type"] == "server_vad" else {
      return VoiceActivity.Setting(silenceMs: silenceMs(eagerness: detection["eagerness"]?.text))
    }
    return VoiceActivity.Setting(
      threshold: detection["threshold"]?.number ?? 0.5, prefixPaddingMs: detection["prefix_padding_ms"]?.integer ?? 300,
      silenceMs: detection["silence_duration_ms"]?.integer ?? 200)
  }

  private static func silenceMs(eagerness: String?) -> Int {
    switch eagerness {
    case "low": 1_200
    case "high": 400
    default: 700
    }
  }

  private var input: JSONTree { tree["audio"]?["input"] ?? [:] }
  var output: JSONTree { tree["audio"]?["output"] ?? [:] }

  private static func format(_ side: JSONTree) -> RealtimeAudioFormat {
    side["format"]?["type"]?.text.flatMap(RealtimeAudioFormat.init) ?? .pcm
  }

  mutating func speak(_ format: RealtimeAudioFormat) {
    var audio = tree["audio"] ?? [:]
    var output = self.output
    output["format"] = format.json
    audio["output"] = output
    tree["audio"] = audio
  }

  /// Takes over what an update names, once all of it is found to be right.
  mutating func update(_ session: JSONTree?, voiceIsFrozen: Bool) throws(RealtimeRefusal) {
    let update = try FieldCheck(session, at: "session")
    try check(update, voiceIsFrozen: voiceIsFrozen)
    for member in update.tree.members ?? [] where member.name != "audio" {
      tree[member.name] = member.value == .null && member.name == "instructions" ? "" : member.value
    }
    guard let audio = update.value("audio") else { return }
    var merged = tree["audio"] ?? [:]
    for side in ["input", "output"] {
      var fields = merged[side] ?? [:]
      for member in audio[side]?.members ?? [] {
        fields[member.name] = member.name == "turn_detection" ? Self.withDefaults(member.value) : member.value
      }
      merged[side] = fields
    }
    tree["audio"] = merged
  }

  private static func withDefaults(_ detection: JSONTree) -> JSONTree {
    guard detection != .null else { return .null }
    var whole = detection["type"] == "semantic_vad" ? semanticVAD : serverVAD
    for member in detection.members ?? [] { whole[member.name] = member.value }
    return whole
  }
}
