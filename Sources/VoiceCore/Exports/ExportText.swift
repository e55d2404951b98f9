/// Writes rows as the bytes of a file. Pure: the same rows are the same bytes.
///
/// **CSV** (RFC 4180, UTF-8, lines end with CR LF): the names first. A value that isn't there is an empty field, an empty text is
/// `""`; texts with a quote, a comma or the end of a line are quoted, quotes doubled. So that no spreadsheet takes a text for a formula, one
/// that a spreadsheet could take for it, or that begins with an apostrophe, gets an apostrophe before it: whoever reads takes one leading apostrophe
/// of a text away, and has what was written. Numbers are bare.
///
/// **JSON Lines**: an object a line (RFC 8259), whose members are the columns in order; what isn't there is `null`.
public struct ExportText: Sendable {
  public let format: ExportFormat
  private let names: [String]
  /// Each column's name as JSON, with what stands around it.
  private let members: [[UInt8]]

  /// The writing of rows with these columns.
  public init(_ format: ExportFormat, columns: [String]) {
    self.format = format
    names = columns
    members = columns.enumerated().map { index, name in
      var bytes: [UInt8] = [index == 0 ? UInt8(ascii: "{") : UInt8(ascii: ",")]
      Self.appendJSON(name, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      return bytes
    }
  }

  /// What comes before the first row.
  public func begin(_ bytes: inout [UInt8]) {
    if format == .csv { append(names.map(ExportValue.text), to: &bytes) }
  }

  /// One row, of as many values as there are columns.
  public func append(_ row: [ExportValue], to bytes: inout [UInt8]) {
    switch format {
    case .csv:
      for (index, value) in row.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        switch value {
        case .none: break
        case .text(let text): Self.appendCSV(text, to: &bytes)
        case .integer(let number): bytes.append(contentsOf: String(number).utf8)
        }
      }
      bytes.append(UInt8(ascii: "\r"))
      bytes.append(UInt8(ascii: "\n"))
    case .jsonLines, .tar:
      for (member, value) in zip(members, row) {
        bytes.append(contentsOf: member)
        switch value {
        case .none: bytes.append(contentsOf: "null".utf8)
        case .text(let text): Self.appendJSON(text, to: &bytes)
        case .integer(let number): bytes.append(contentsOf: String(number).utf8)
        }
      }
      bytes.append(UInt8(ascii: "}"))
      bytes.append(UInt8(ascii: "\n"))
    }
  }

  // MARK: CSV

  private static func appendCSV(_ text: String, to bytes: inout [UInt8]) {
    let isEscaped = wantsApostrophe(text)
    let isQuoted = text.isEmpty || text.utf8.contains(where: wantsQuotes)
    if isQuoted { bytes.append(UInt8(ascii: "\"")) }
    if isEscaped { bytes.append(UInt8(ascii: "'")) }
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    if isQuoted { bytes.append(UInt8(ascii: "\"")) }
  }

  /// A quote, a comma, the end of a line; and all controls and spaces, for some readers trim them.
  private static func wantsQuotes(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: ","), 0...UInt8(ascii: " "): true
    default: false
    }
  }

  /// Whether a spreadsheet could take it for a formula (OWASP, "CSV Injection": `=`, `+`, `-`, `@`, tab, CR; also LF, and the
  /// full-width signs that East Asian editions take for the narrow ones), spaces before it or not; or it begins with what tells
  /// that.
  private static func wantsApostrophe(_ text: String) -> Bool {
    for scalar in text.unicodeScalars {
      switch scalar {
      case " ", "\u{A0}", "\u{FEFF}": continue
      case "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠": return true
      case "'": return text.unicodeScalars.first == "'"
      default: return false
      }
    }
    return false
  }

  // MARK: JSON

  private static func appendJSON(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20:
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(hex(byte >> 4))
        bytes.append(hex(byte & 0xF))
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func hex(_ digit: UInt8) -> UInt8 {
    digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
  }
}
