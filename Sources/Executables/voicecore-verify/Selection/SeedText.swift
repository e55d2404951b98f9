/// A seed as a person writes it.
public enum SeedText {
  /// The seed in `text`, decimal, or hexadecimal after `0x`; `nil` when it is none.
  public static func seed(_ text: String) -> UInt64? {
    guard text.allSatisfy({ $0.isASCII && ($0.isHexDigit || $0 == "x") }) else { return nil }
    return text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16) : UInt64(text)
  }

  /// The seed that belongs to a commit: the first 16 hexadecimal digits of its name; `nil` when that isn't one.
  public static func ofCommit(_ name: String) -> UInt64? {
    let digits = name.prefix(16)
    guard digits.count >= 7, digits.allSatisfy(\.isHexDigit) else { return nil }
    return UInt64(digits, radix: 16)
  }

  /// As reports and command lines have it.
  public static func text(_ seed: UInt64) -> String { "0x" + String(seed, radix: 16) }
}
