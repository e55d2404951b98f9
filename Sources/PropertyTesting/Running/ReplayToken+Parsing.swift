extension ReplayToken {
  /// Why a text is no token that can be run, with the remedy.
  public enum Problem: Error, Equatable, Sendable, CustomStringConvertible {
    /// The text is something else.
    case notAToken
    /// A token of another version of the harness, by its first part.
    case otherVersion(String)
    /// A token with characters lost or changed.
    case damaged

    public var description: String {
      switch self {
      case .notAToken:
        "this is no replay token; one begins with vc1: or vc1c:, copy it from the line \"run it again\" of a report"
      case .otherVersion(let version):
        "this token is of version \(version), and this harness reads vc1 and vc1c; replay it with the harness that "
          + "wrote it, or run the property afresh"
      case .damaged:
        "this token is damaged, characters were lost or changed; copy it again as a whole from the report"
      }
    }
  }

  /// The token in `text`; white space around it does not matter.
  /// - Throws: ``Problem``, whose description says what to do.
  public static func parse(_ text: String) throws(Problem) -> ReplayToken {
    let text = trimmed(text)
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard isVersion(parts[0]), parts.count > 1 else { throw .notAToken }
    guard parts[0] == "vc1" || parts[0] == "vc1c" else { throw .otherVersion(String(parts[0])) }
    guard !parts[1].isEmpty else { throw .damaged }
    let property = String(parts[1])
    switch (parts[0], parts.count) {
    case ("vc1", 4):
      guard let seed = number(parts[2], radix: 16), let index = number(parts[3], radix: 10),
        let index = Int(exactly: index),
        index <= Int(UInt32.max)
      else { throw .damaged }
      return ReplayToken(property, .generated(seed: seed, index: index))
    case ("vc1c", 3):
      let (body, sum) = (text.dropLast(Checksum.length), text.suffix(Checksum.length))
      guard parts[2].utf8.count > Checksum.length, Checksum.of(body) == sum,
        let bytes = Base64URL.decode(parts[2].dropLast(Checksum.length)), var numbers = Varints.decode(bytes),
        !numbers.isEmpty, numbers.count <= ChoiceSource.maximumChoices + 1
      else { throw .damaged }
      let shape = numbers.removeFirst()
      return ReplayToken(property, .exact(ranks: numbers, shape: shape))
    default: throw .damaged
    }
  }

  /// As it is written, without signs and leading zeros.
  private static func number(_ text: Substring, radix: Int) -> UInt64? {
    guard let number = UInt64(text, radix: radix), String(number, radix: radix) == text else { return nil }
    return number
  }

  /// The letters vc, digits, and perhaps a lower-case letter.
  private static func isVersion(_ text: Substring) -> Bool {
    guard text.hasPrefix("vc"), text.utf8.count <= 8 else { return false }
    let digits = text.dropFirst(2).prefix { ("0"..."9").contains($0) }
    let rest = text.dropFirst(2 + digits.count)
    return !digits.isEmpty && rest.count <= 1 && rest.allSatisfy { ("a"..."z").contains($0) }
  }

  private static func trimmed(_ text: String) -> Substring {
    var text = text[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}
