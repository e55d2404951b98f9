/// The spellings of network addresses: IPv4 in four decimal parts, IPv6 as in RFC 4291, section 2.2.
enum NetworkAddressSpelling {
  /// The longest text that is looked at: an IPv6 address with an IPv4 part, brackets, a zone and a port.
  static let maximumLength = 80

  /// `192.0.2.1`, `192.0.2.1:443`.
  static func v4(_ text: String) -> UInt32? {
    guard text.utf8.count <= maximumLength else { return nil }
    let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard let address = parts.first, parts.count == 1 || parts.count == 2 && isPort(parts[1]) else { return nil }
    return fourParts(address)
  }

  /// `2001:db8::1`, `::ffff:192.0.2.1`, `fe80::1%eth0`, `[2001:db8::1]`, `[2001:db8::1]:443`.
  static func v6(_ text: String) -> UInt128? {
    guard text.utf8.count <= maximumLength else { return nil }
    var rest = text.utf8[...]
    if rest.first == UInt8(ascii: "[") {
      guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { return nil }
      let after = rest[rest.index(after: end)...]
      guard after.isEmpty || after.first == UInt8(ascii: ":") && isPort(after.dropFirst()) else { return nil }
      rest = rest[rest.index(after: rest.startIndex)..<end]
    }
    if let zone = rest.firstIndex(of: UInt8(ascii: "%")) {
      guard rest.index(after: zone) < rest.endIndex else { return nil }
      rest = rest[..<zone]
    }
    return sixteenBytes(rest)
  }

  private static func sixteenBytes(_ text: Substring.UTF8View) -> UInt128? {
    let colon = UInt8(ascii: ":")
    let gap = text.indices.first { index in
      let next = text.index(after: index)
      return text[index] == colon && next < text.endIndex && text[next] == colon
    }
    var groups: [UInt16]
    if let gap {
      let after = text[text.index(gap, offsetBy: 2)...]
      guard let left = Self.groups(text[..<gap], endsInIPv4: false), let right = Self.groups(after, endsInIPv4: true),
        left.count + right.count < 8
      else { return nil }
      groups = left + Array(repeating: 0, count: 8 - left.count - right.count) + right
    } else {
      guard let all = Self.groups(text, endsInIPv4: true) else { return nil }
      groups = all
    }
    guard groups.count == 8 else { return nil }
    return groups.reduce(0) { $0 << 16 | UInt128($1) }
  }

  /// The groups between colons; none for no text. The last one may be an IPv4 address.
  private static func groups(_ text: Substring.UTF8View, endsInIPv4: Bool) -> [UInt16]? {
    guard !text.isEmpty else { return [] }
    let words = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    var groups: [UInt16] = []
    for (index, word) in words.enumerated() {
      if endsInIPv4, index == words.count - 1, word.contains(UInt8(ascii: ".")) {
        guard let bits = fourParts(word) else { return nil }
        groups += [UInt16(truncatingIfNeeded: bits >> 16), UInt16(truncatingIfNeeded: bits)]
      } else {
        guard (1...4).contains(word.count), let group = UInt16(strictHexadecimal: word) else { return nil }
        groups.append(group)
      }
    }
    return groups
  }

  private static func fourParts(_ text: Substring.UTF8View) -> UInt32? {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bits: UInt32 = 0
    for part in parts {
      // A leading zero is octal to some and decimal to others.
      guard (1...3).contains(part.count), part.count == 1 || part.first != UInt8(ascii: "0"),
        let number = decimal(part), number <= 255
      else { return nil }
      bits = bits << 8 | UInt32(number)
    }
    return bits
  }

  private static func isPort(_ text: Substring.UTF8View) -> Bool {
    (1...5).contains(text.count) && decimal(text).map { $0 <= 65_535 } ?? false
  }

  private static func decimal(_ text: Substring.UTF8View) -> Int? {
    var number = 0
    for byte in text {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return number
  }
}

extension UInt16 {
  /// Up to four hexadecimal digits and nothing else.
  fileprivate init?(strictHexadecimal text: Substring.UTF8View) {
    var number: UInt16 = 0
    for byte in text {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      number = number << 4 | UInt16(digit)
    }
    self = number
  }
}
