extension JSONTree {
  /// How deep a text may nest.
  package static let maximumDepth = 64

  /// The tree of this text; `nil` when it isn't JSON (RFC 8259) or nests too deep.
  ///
  /// Our own reader, since a stand-in has to be stricter than the client that it judges: Foundation's takes `[1,]`, forgets
  /// the order of members, and nests 512 deep.
  package init?(_ bytes: some Sequence<UInt8>) {
    var reader = Reader(bytes: Array(bytes))
    do {
      let tree = try reader.value(depth: 0)
      reader.skipSpace()
      guard reader.isAtEnd else { return nil }
      self = tree
    } catch {
      return nil
    }
  }

  private struct Malformed: Error {}

  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    var isAtEnd: Bool { position == bytes.count }
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipSpace() {
      while let next, next == 0x20 || next == 0x0A || next == 0x0D || next == 0x09 { position += 1 }
    }

    mutating func take(_ byte: UInt8) -> Bool {
      guard next == byte else { return false }
      position += 1
      return true
    }

    mutating func word(_ word: StaticString, _ tree: JSONTree) throws(Malformed) -> JSONTree {
      for index in 0..<word.utf8CodeUnitCount {
        guard take(word.utf8Start[index]) else { throw Malformed() }
      }
      return tree
    }

    mutating func value(depth: Int) throws(Malformed) -> JSONTree {
      guard depth < JSONTree.maximumDepth else { throw Malformed() }
      skipSpace()
      switch next {
      case UInt8(ascii: "{"): return try object(depth: depth)
      case UInt8(ascii: "["): return try array(depth: depth)
      case UInt8(ascii: "\""): return .string(try string())
      case UInt8(ascii: "t"): return try word("true", .bool(true))
      case UInt8(ascii: "f"): return try word("false", .bool(false))
      case UInt8(ascii: "n"): return try word("null", .null)
      default: return try number()
      }
    }

    mutating func object(depth: Int) throws(Malformed) -> JSONTree {
      position += 1
      var members: [Member] = []
      skipSpace()
      if take(UInt8(ascii: "}")) { return .object(members) }
      repeat {
        skipSpace()
        guard next == UInt8(ascii: "\"") else { throw Malformed() }
        let name = try string()
        skipSpace()
        guard take(UInt8(ascii: ":")) else { throw Malformed() }
        members.append(Member(name, try value(depth: depth + 1)))
        skipSpace()
      } while take(UInt8(ascii: ","))
      guard take(UInt8(ascii: "}")) else { throw Malformed() }
      return .object(members)
    }

    mutating func array(depth: Int) throws(Malformed) -> JSONTree {
      position += 1
      var elements: [JSONTree] = []
      skipSpace()
      if take(UInt8(ascii: "]")) { return .array(elements) }
      repeat {
        elements.append(try value(depth: depth + 1))
        skipSpace()
      } while take(UInt8(ascii: ","))
      guard take(UInt8(ascii: "]")) else { throw Malformed() }
      return .array(elements)
    }

    mutating func number() throws(Malformed) -> JSONTree {
      let begin = position
      while let next, Self.mayNumber(next) { position += 1 }
      let text = String(decoding: bytes[begin..<position], as: UTF8.self)
      guard let first = text.first, first == "-" || first.isNumber, text.last?.isNumber == true else {
        throw Malformed()
      }
      if let number = Int(text) { return .int(number) }
      guard let number = Double(text), number.isFinite else { throw Malformed() }
      return .double(number)
    }

    private static func mayNumber(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
        UInt8(ascii: "e"), UInt8(ascii: "E"):
        true
      default: false
      }
    }

    mutating func string() throws(Malformed) -> String {
      position += 1
      var text: [UInt8] = []
      while let byte = next {
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
        case UInt8(ascii: "\\"): text.append(contentsOf: String(try escaped()).utf8)
        case 0..<0x20: throw Malformed()
        default: text.append(byte)
        }
      }
      throw Malformed()
    }

    mutating func escaped() throws(Malformed) -> Unicode.Scalar {
      guard let letter = next else { throw Malformed() }
      position += 1
      switch letter {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
      case UInt8(ascii: "b"): return "\u{8}"
      case UInt8(ascii: "f"): return "\u{C}"
      case UInt8(ascii: "n"): return "\n"
      case UInt8(ascii: "r"): return "\r"
      case UInt8(ascii: "t"): return "\t"
      case UInt8(ascii: "u"):
        let unit = try hexadecimal()
        guard 0xD800...0xDBFF ~= unit, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
          return Unicode.Scalar(unit) ?? "\u{FFFD}"
        }
        let low = try hexadecimal()
        guard 0xDC00...0xDFFF ~= low else { return "\u{FFFD}" }
        return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
      default: throw Malformed()
      }
    }

    mutating func hexadecimal() throws(Malformed) -> UInt32 {
      guard position + 4 <= bytes.count,
        let unit = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
      else { throw Malformed() }
      position += 4
      return unit
    }
  }
}
