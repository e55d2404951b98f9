extension SourceWriter {
  /// Bytes of one list that are printed; of more the first ones are, and how many there are is told.
  private static let bytesShown = 256
  /// Equal elements that are worth a `repeating:`.
  private static let repetition = 16

  mutating func list(_ elements: [Any]) -> String {
    let isBytes = elements.first is UInt8
    if let bytes = elements as? [UInt8], let first = bytes.first, bytes.count >= Self.repetition,
      bytes.allSatisfy({ $0 == first })
    {
      return "Array(repeating: \(first), count: \(bytes.count))"
    }
    var written: [String] = []
    for element in elements {
      if isSpent || isBytes && written.count >= Self.bytesShown && elements.count > Self.bytesShown { break }
      // A list of one repeated element is written without counting it against the budget again and again.
      written.append(text(element))
    }
    if let first = written.first, elements.count >= Self.repetition, elements.count == written.count,
      written.allSatisfy({ $0 == first }), !first.contains(Self.cut)
    {
      return "Array(repeating: \(first), count: \(elements.count))"
    }
    let left = elements.count - written.count
    let mark = left > 0 ? ["\(Self.cut) /* \(left) more of \(elements.count)\(isBytes ? " bytes" : "") */"] : []
    return Layout.wrapped("[", written + mark, "]")
  }
}

/// How parts stand on lines.
enum Layout {
  static let lineWidth = 100
  private static let indent = "  "

  /// On one line while it fits; short ones as many on a line as fit; else one part a line.
  static func wrapped(_ open: String, _ parts: [String], _ close: String) -> String {
    let line = open + parts.joined(separator: ", ") + close
    if line.utf8.count <= lineWidth * 4, line.count <= lineWidth, !line.contains("\n") { return line }
    if parts.count > 8, parts.allSatisfy({ $0.utf8.count <= 12 || $0.hasPrefix(SourceWriter.cut) }) {
      return open + "\n" + filled(parts) + "\n" + close
    }
    let lines = parts.map { part in
      part.split(separator: "\n", omittingEmptySubsequences: false).map { indent + $0 }.joined(separator: "\n")
    }
    return open + "\n" + lines.joined(separator: ",\n") + "\n" + close
  }

  private static func filled(_ parts: [String]) -> String {
    var lines: [String] = []
    var line = indent
    for (place, part) in parts.enumerated() {
      let piece = part + (place < parts.count - 1 ? "," : "")
      if line.count + piece.count + 1 > lineWidth, line != indent {
        lines.append(line)
        line = indent
      }
      line += (line == indent ? "" : " ") + piece
    }
    return (lines + [line]).joined(separator: "\n")
  }
}

/// An order for printed values that hangs on nothing but their text: numbers by size, all else by code points.
enum SourceOrder {
  static func sorted(_ texts: [String]) -> [String] {
    let numbers = texts.map { Double($0) }
    if numbers.allSatisfy({ $0?.isNaN == false }) {
      // Of numbers beyond a Double's digits, several round to one; the text then decides.
      return zip(texts, numbers).sorted { left, right in
        let (first, second) = (left.1 ?? 0, right.1 ?? 0)
        return first != second ? first < second : precedes(left.0, right.0)
      }.map(\.0)
    }
    return texts.sorted(by: precedes)
  }

  private static func precedes(_ left: String, _ right: String) -> Bool {
    left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars)
  }
}
