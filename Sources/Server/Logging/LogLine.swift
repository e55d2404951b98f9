internal import Logging
internal import VoiceCore
internal import Web

/// One line of the log, before it is text.
struct LogLine {
  /// The longest message and the longest value of a field, in characters; the rest is cut.
  static let maximumLength = 1024
  /// The fields that come first, in this order; the others follow by name. Source: the outside contract, "Logs".
  static let leading = ["tenant_id", "call_id", "request_id", "trace_id"]

  let at: Timestamp
  let level: Logger.Level
  let label: String
  let message: String
  let fields: [(name: String, value: Logger.MetadataValue)]

  init(
    at: Timestamp, level: Logger.Level, label: String, message: String, metadata: Logger.Metadata
  ) {
    self.at = at
    self.level = level
    self.label = label
    self.message = message
    fields =
      metadata.sorted { (Self.rank($0.key), $0.key) < (Self.rank($1.key), $1.key) }
      .map { (name: $0.key, value: $0.value) }
  }

  /// The line as JSON, with its line feed.
  var json: String {
    var members = [
      ("ts", JSONText.string(at.description)), ("level", JSONText.string(level.rawValue)),
      ("msg", JSONText.string(Self.cut(message))),
    ]
    members += fields.map { (Self.reserved.contains($0.name) ? "_" + $0.name : $0.name, Self.json($0.value)) }
    members.append(("logger", JSONText.string(label)))
    return JSONWriting.object(members) + "\n"
  }

  /// The line for people, with its line feed: `10:00:00.000 info  message key=value`.
  var text: String {
    let time = at.description.dropFirst(11).dropLast()
    let level = level.rawValue + String(repeating: " ", count: max(0, 8 - level.rawValue.count))
    let fields = fields.map { " \(Self.plain($0.name))=\(Self.quoted(Self.text($0.value)))" }.joined()
    return "\(time) \(level) \(Self.plain(Self.cut(message)))\(fields)\n"
  }

  // MARK: Parts

  private static let reserved: Set<String> = ["ts", "level", "msg", "logger"]

  private static func rank(_ name: String) -> Int { leading.firstIndex(of: name) ?? leading.count }

  private static func cut(_ text: String) -> String {
    text.utf8.count <= maximumLength ? text : String(text.prefix(maximumLength)) + "…"
  }

  private static func json(_ value: Logger.MetadataValue) -> String {
    switch value {
    case .string, .stringConvertible: JSONText.string(text(value))
    case .array(let values): "[\(values.map(json).joined(separator: ","))]"
    case .dictionary(let members):
      JSONWriting.object(members.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) })
    }
  }

  private static func text(_ value: Logger.MetadataValue) -> String {
    switch value {
    case .string(let text): cut(text)
    case .stringConvertible(let value): cut(value.description)
    case .array, .dictionary: json(value)
    }
  }

  /// Control characters could forge lines or talk to a terminal.
  private static func plain(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? "�" : $0 }))
  }

  private static func quoted(_ text: String) -> String {
    let text = plain(text)
    return text.contains { $0 == " " || $0 == "\"" || $0 == "=" } || text.isEmpty ? JSONText.string(text) : text
  }
}
