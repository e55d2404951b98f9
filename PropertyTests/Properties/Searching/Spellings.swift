/// The ways in which a text is commonly written down: what a search for it must search for.
public struct Spellings: Sendable {
  /// Shorter ones would be met by chance in a file.
  private static let shortest = 6

  /// What is searched for, said so that it can be told apart.
  public let name: String
  let patterns: [Pattern]

  struct Pattern: Sendable {
    let encoding: String
    let bytes: [UInt8]
  }

  /// The spellings of these texts, which are all the same thing.
  public init(of name: String, _ texts: String...) { self.init(of: name, texts) }

  /// The spellings of these texts, which are all the same thing.
  public init(of name: String, _ texts: [String]) {
    self.name = name
    var seen: Set<[UInt8]> = []
    patterns = texts.flatMap(Self.patterns).filter { $0.bytes.count >= Self.shortest && seen.insert($0.bytes).inserted }
  }

  private static func patterns(of text: String) -> [Pattern] {
    let plain = Array(text.utf8)
    let hex = Hexadecimal.text(plain)
    var patterns = [
      Pattern(encoding: "plain", bytes: plain),
      Pattern(encoding: "lower case", bytes: Array(text.lowercased().utf8)),
      Pattern(encoding: "upper case", bytes: Array(text.uppercased().utf8)),
      Pattern(encoding: "hexadecimal", bytes: Array(hex.utf8)),
      Pattern(encoding: "hexadecimal", bytes: Array(hex.uppercased().utf8)),
      Pattern(encoding: "UTF-16", bytes: text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
      Pattern(encoding: "UTF-16, high byte first", bytes: text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }),
      Pattern(encoding: "a list of bytes", bytes: Array(plain.map { "\($0)" }.joined(separator: ",").utf8)),
      Pattern(encoding: "a list of bytes", bytes: Array(plain.map { "\($0)" }.joined(separator: ", ").utf8)),
      Pattern(encoding: "JSON", bytes: Array(JSONSpelling.text(text, escapesAll: false).utf8)),
      Pattern(encoding: "JSON, escaped", bytes: Array(JSONSpelling.text(text, escapesAll: true).utf8)),
    ]
    for isUpper in [false, true] {
      for keepsPlain in [false, true] {
        let percent = PercentSpelling.text(plain, isUpper: isUpper, keepsPlain: keepsPlain)
        patterns.append(Pattern(encoding: "percent encoding", bytes: Array(percent.utf8)))
      }
    }
    // Within a longer text it may begin at any of three places of a group.
    for shift in 0...2 {
      let coded = Base64Spelling.middle(of: plain, shiftedBy: shift)
      patterns.append(Pattern(encoding: "base64", bytes: coded))
      patterns.append(
        Pattern(
          encoding: "base64url",
          bytes: coded.map {
            $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0
          }))
    }
    return patterns
  }
}

enum Hexadecimal {
  static func text(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

private enum JSONSpelling {
  /// The inside of a string literal (RFC 8259, section 7).
  static func text(_ text: String, escapesAll: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if scalar.value < 0x20 || escapesAll && !scalar.isASCII {
          for unit in String(scalar).utf16 {
            let digits = String(unit, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
          }
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }
}

private enum PercentSpelling {
  /// Everything escaped, or everything but what needn't be (RFC 3986, section 2.3).
  static func text(_ bytes: [UInt8], isUpper: Bool, keepsPlain: Bool) -> String {
    bytes.map { byte in
      let scalar = Unicode.Scalar(byte)
      let isPlain =
        byte < 0x80 && (scalar.properties.isAlphabetic || (0x30...0x39).contains(byte) || "-._~".utf8.contains(byte))
      guard !(keepsPlain && isPlain) else { return String(scalar) }
      let hex = Hexadecimal.text([byte])
      return "%" + (isUpper ? hex.uppercased() : hex)
    }.joined()
  }
}

private enum Base64Spelling {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The characters that stand for these bytes alone when so many others precede them in their group: without those at
  /// the edges, which hold bits of their neighbours.
  static func middle(of bytes: [UInt8], shiftedBy shift: Int) -> [UInt8] {
    let all = Array(repeating: UInt8(0), count: shift) + bytes
    let whole = all.count / 3 * 3
    var coded: [UInt8] = []
    for start in stride(from: 0, to: whole, by: 3) {
      let group = Int(all[start]) << 16 | Int(all[start + 1]) << 8 | Int(all[start + 2])
      coded += [18, 12, 6, 0].map { alphabet[group >> $0 & 63] }
    }
    return Array(coded.dropFirst(shift == 0 ? 0 : shift + 1))
  }
}
