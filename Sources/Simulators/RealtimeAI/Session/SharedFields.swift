/// The rules that `session.update` and `response.create` have in common.
extension FieldCheck {
  /// Exactly one of audio and text.
  func checkModalities() throws(RealtimeRefusal) {
    guard let list = try list("output_modalities") else { return }
    guard list.count == 1, list == ["audio"] || list == ["text"] else {
      throw .invalidValue(name("output_modalities"), "must be ['audio'] or ['text'].")
    }
  }

  func checkTools() throws(RealtimeRefusal) {
    for (index, tool) in (try list("tools") ?? []).enumerated() {
      let tool = try FieldCheck(tool, at: name("tools[\(index)]"))
      guard try tool.requiredText("type", oneOf: ["function", "mcp"]) == "function" else { continue }
      try tool.allow(["type", "name", "description", "parameters"])
      let toolName = try tool.requiredText("name")
      guard (1...64).contains(toolName.utf8.count), toolName.utf8.allSatisfy(Self.mayName) else {
        throw .invalidValue(tool.name("name"), "must match ^[a-zA-Z0-9_-]{1,64}$.")
      }
      _ = try tool.text("description")
      if let parameters = try tool.object("parameters"), parameters.tree["type"] != "object" {
        throw .invalidValue(parameters.name("type"), "the schema of parameters must be of type 'object'.")
      }
    }
  }

  /// - Parameter tools: the names that a choice may name.
  func checkToolChoice(among tools: [String]) throws(RealtimeRefusal) {
    guard let choice = value("tool_choice") else { return }
    if choice.text != nil {
      _ = try text("tool_choice", oneOf: ["none", "auto", "required"])
      return
    }
    let function = try FieldCheck(choice, at: name("tool_choice"))
    try function.allow(["type", "name"])
    _ = try function.requiredText("type", oneOf: ["function"])
    let wanted = try function.requiredText("name")
    guard tools.contains(wanted) else {
      throw .invalidValue(function.name("name"), "tool '\(wanted)' is not among the tools.")
    }
  }

  func checkOutputTokens() throws(RealtimeRefusal) {
    guard value("max_output_tokens") != "inf" else { return }
    _ = try integer("max_output_tokens", in: 1...4_096)
  }

  /// `audio.output`.
  func checkOutput() throws(RealtimeRefusal) {
    try allow(["format", "voice", "speed"])
    try object("format")?.checkFormat()
    _ = try number("speed", in: 0.25...1.5)
    guard let voice = value("voice") else { return }
    if voice.text != nil {
      _ = try text("voice", oneOf: Self.voices)
    } else {
      _ = try object("voice")?.requiredText("id")
    }
  }

  func checkFormat() throws(RealtimeRefusal) {
    let type = try requiredText("type", oneOf: ["audio/pcm", "audio/pcmu", "audio/pcma"])
    try allow(type == "audio/pcm" ? ["type", "rate"] : ["type"])
    if type == "audio/pcm" { _ = try integer("rate", in: 24_000...24_000) }
  }

  /// The names of the functions in `tools`.
  var toolNames: [String]? {
    tree["tools"]?.elements.map { tools in tools.compactMap { $0["name"]?.text } }
  }

  private static let voices: Set<String> = [
    "alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse", "marin", "cedar",
  ]

  private static func mayName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }
}
