import PropertyTesting
import VoiceCore

/// Reads exported files as whoever never saw how they are written: by RFC 4180 and RFC 8259 alone, and strictly.
enum ExportReader {
  /// A value to the byte: texts that look alike (Unicode's equivalence) aren't the same.
  enum Cell: Equatable, Sendable {
    case none
    case text([UInt8])
    case integer(Int)

    static func text(_ text: String) -> Cell { .text(Array(text.utf8)) }

    init(_ value: ExportValue) {
      switch value {
      case .none: self = .none
      case .text(let text): self = .text(text)
      case .integer(let number): self = .integer(number)
      }
    }

    init(_ text: String?) { self = text.map(Cell.text) ?? .none }
  }

  /// A file's lines: what its columns are called, and the value of each in each row.
  struct Table: Equatable {
    var names: [String]
    var rows: [[Cell]]

    /// What stands in some columns, row by row.
    func columns(_ wanted: [String]) -> [[Cell]] {
      let places = wanted.compactMap { names.firstIndex(of: $0) }
      return rows.map { row in places.map { row[$0] } }
    }
  }

  /// A file as it says itself; `numbers` names the columns that hold numbers, which CSV doesn't tell.
  static func read(
    _ bytes: [UInt8], as format: ExportFormat, names: [String], numbers: Set<String>
  ) throws -> Table {
    switch format {
    case .csv: try csv(bytes, numbers)
    case .jsonLines, .tar: try jsonLines(bytes, names)
    }
  }

  // MARK: CSV

  private struct Field {
    var bytes: [UInt8] = []
    var isQuoted = false
  }

  private static func csv(_ bytes: [UInt8], _ numbers: Set<String>) throws -> Table {
    var records: [[Field]] = []
    var index = 0
    while index < bytes.count {
      var record: [Field] = []
      while true {
        record.append(try field(bytes, &index))
        try require(index < bytes.count, "the last line ends, too")
        if bytes[index] == UInt8(ascii: ",") {
          index += 1
          continue
        }
        try requireEqual(Array(bytes[index..<min(index + 2, bytes.count)]), [13, 10], "a line ends with CR LF")
        index += 2
        break
      }
      records.append(record)
    }
    let names = try requireSome(records.first, "the names come first").map { field -> String in
      guard case .text(let bytes) = try value(field, isNumber: false) else { return "" }
      return String(decoding: bytes, as: UTF8.self)
    }
    let rows = try records.dropFirst().map { record in
      try requireEqual(record.count, names.count, "each line has a field for each column")
      return try zip(names, record).map { name, field in try value(field, isNumber: numbers.contains(name)) }
    }
    return Table(names: names, rows: rows)
  }

  private static func field(_ bytes: [UInt8], _ index: inout Int) throws -> Field {
    var field = Field()
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
      while index < bytes.count, !",\r\n\"".utf8.contains(bytes[index]) {
        field.bytes.append(bytes[index])
        index += 1
      }
      return field
    }
    field.isQuoted = true
    index += 1
    while true {
      try require(index < bytes.count, "a quote is closed")
      if bytes[index] == UInt8(ascii: "\"") {
        index += 1
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return field }
      }
      field.bytes.append(bytes[index])
      index += 1
    }
  }

  /// What a spreadsheet may take for a formula, whatever blanks stand before it.
  private static let signs: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
  private static let blanks: Set<Unicode.Scalar> = [" ", "\u{A0}", "\u{FEFF}"]

  private static func value(_ field: Field, isNumber: Bool) throws -> Cell {
    if field.bytes.isEmpty, !field.isQuoted { return .none }
    let text = String(decoding: field.bytes, as: UTF8.self)
    if isNumber {
      try require(!field.isQuoted, "a number is bare")
      return .integer(try requireSome(Int(text), "a number is one"))
    }
    let first = text.unicodeScalars.first { !blanks.contains($0) }
    try require(first.map { !signs.contains($0) } ?? true, "no text is taken for a formula")
    return .text(field.bytes.first == UInt8(ascii: "'") ? Array(field.bytes.dropFirst()) : field.bytes)
  }

  // MARK: JSON Lines

  private static func jsonLines(_ bytes: [UInt8], _ names: [String]) throws -> Table {
    var rows: [[Cell]] = []
    if !bytes.isEmpty { try requireEqual(bytes.last, 10, "the last line ends, too") }
    for line in bytes.split(separator: 10) {
      var rest = line
      var (members, row): ([String], [Cell]) = ([], [])
      try take("{", &rest)
      repeat {
        members.append(try string(&rest))
        try take(":", &rest)
        row.append(try value(&rest))
      } while taken(",", &rest)
      try take("}", &rest)
      try require(rest.isEmpty, "a line is one object")
      try requireEqual(members, names, "an object's members are the columns")
      rows.append(row)
    }
    return Table(names: names, rows: rows)
  }

  private static func taken(_ text: String, _ rest: inout ArraySlice<UInt8>) -> Bool {
    guard rest.starts(with: text.utf8) else { return false }
    rest = rest.dropFirst(text.utf8.count)
    return true
  }

  private static func take(_ text: String, _ rest: inout ArraySlice<UInt8>) throws {
    try require(taken(text, &rest), "there is \(text) where it must be")
  }

  private static func value(_ rest: inout ArraySlice<UInt8>) throws -> Cell {
    if taken("null", &rest) { return .none }
    if rest.first == UInt8(ascii: "\"") { return .text(try string(&rest)) }
    let digits = rest.prefix { "-0123456789".utf8.contains($0) }
    rest = rest.dropFirst(digits.count)
    return .integer(try requireSome(Int(String(decoding: digits, as: UTF8.self)), "a bare value is a number"))
  }

  private static func string(_ rest: inout ArraySlice<UInt8>) throws -> String {
    try take("\"", &rest)
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      try require(byte >= 0x20, "no control stands for itself")
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
      case UInt8(ascii: "\\"):
        let escaped = try requireSome(rest.popFirst(), "an escape goes on")
        switch escaped {
        case UInt8(ascii: "u"):
          let digits = String(decoding: rest.prefix(4), as: UTF8.self)
          rest = rest.dropFirst(4)
          let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
          bytes += Array(String(try requireSome(scalar, "an escape names a letter")).utf8)
        default: bytes.append(escaped)
        }
      default: bytes.append(byte)
      }
    }
    try require(false, "a text is closed")
    return ""
  }
}
