import Foundation
import VoiceCore

/// A line as JSON has it.
struct WireLine: Codable {
  let id: String?
  let type: String
  let at: String
  let data: [String: WireField]?

  init(_ line: CallLogLine) {
    id = line.id?.description
    type = line.type
    at = line.at.description
    data = line.data.mapValues(WireField.init)
  }

  static func line(_ text: Substring) throws(CallLogFault) -> CallLogLine {
    let wire: WireLine
    do { wire = try JSONDecoder().decode(WireLine.self, from: Data(text.utf8)) } catch { throw fault(error) }
    guard let at = Timestamp(rfc3339: wire.at) else {
      throw CallLogFault("at", "expected a time by RFC 3339, such as 2026-01-06T10:00:00.000Z")
    }
    let id = wire.id.flatMap { EventID($0) }
    guard wire.id == nil || id != nil else {
      throw CallLogFault("id", "expected the call's UUID, a dot and the event's number, or no id")
    }
    return CallLogLine(id: id, type: wire.type, at: at, data: wire.data?.mapValues(\.field) ?? [:])
  }

  private static func fault(_ error: any Error) -> CallLogFault {
    switch error as? DecodingError {
    case .keyNotFound(let key, _): CallLogFault(key.stringValue, "missing; export the call's log again")
    case .typeMismatch(_, let context) where !context.codingPath.isEmpty,
      .valueNotFound(_, let context) where !context.codingPath.isEmpty:
      CallLogFault(
        context.codingPath.map(\.stringValue).joined(separator: "."),
        context.codingPath.count == 1 && context.codingPath[0].stringValue == "data"
          ? "expected a JSON object" : "expected a text")
    default: CallLogFault("the line", "isn't a JSON object; each line is one event, whole")
    }
  }
}

/// What a line says under one name. What is neither a text nor a whole number is passed over: no law looks at it.
struct WireField: Codable {
  let field: CallLogLine.Field

  init(_ field: CallLogLine.Field) { self.field = field }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      field = .text(text)
    } else if let number = try? container.decode(Int.self) {
      field = .number(number)
    } else {
      field = .nothing
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch field {
    case .text(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    case .nothing: try container.encodeNil()
    }
  }
}
