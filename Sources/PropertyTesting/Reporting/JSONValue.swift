/// A JSON text, made of values (RFC 8259); there is no Foundation here to do it.
indirect enum JSONValue {
  case null
  case truth(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case list([JSONValue])
  /// Members in the order given.
  case object([(String, JSONValue)])

  /// On one line.
  var line: String {
    switch self {
    case .null: "null"
    case .truth(let truth): truth ? "true" : "false"
    case .integer(let number): "\(number)"
    // JSON knows no infinite numbers and none that are none.
    case .number(let number): number.isFinite ? "\(number)" : "null"
    case .text(let text): Self.quoted(text)
    case .list(let elements): "[" + elements.map(\.line).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { "\(Self.quoted($0.0)):\($0.1.line)" }.joined(separator: ",") + "}"
    }
  }

  /// Controls escaped as they must be; and what breaks lines in JavaScript or XML or turns the direction of writing, as
  /// it may be.
  static func quoted(_ text: String) -> String {
    var written = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": written += "\\\""
      case "\\": written += "\\\\"
      case "\n": written += "\\n"
      case "\r": written += "\\r"
      case "\t": written += "\\t"
      default:
        switch scalar.value {
        case 0...0x1f, 0x7f...0x9f, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069, 0xfeff, 0xfffe...0xffff:
          let digits = String(scalar.value, radix: 16)
          written += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: written.unicodeScalars.append(scalar)
        }
      }
    }
    return written + "\""
  }
}
