/// A short internal number of 1 to 6 digits: `7`, `042`, `200`. Leading zeros count.
public struct Extension: Hashable, Sendable {
  /// How many digits. Longer ones would be taken for telephone numbers.
  public static let lengths = 1...6
  /// What people dial in an emergency; no extension may stand in the way. Source: ITU-T E.161.1 and national plans.
  public static let emergencyNumbers: Set<String> = [
    "000", "110", "111", "112", "118", "119", "911", "988", "995", "997", "998", "999",
  ]

  public let digits: String

  /// An extension of these ASCII digits.
  /// - Throws: `extension`: `.looksLikeNumber` for what could be a telephone or an emergency number, `.malformed` for
  ///   anything else that isn't 1…6 digits.
  public init(_ text: String) throws(RefusedSetting) {
    let isDigits = !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    if Self.emergencyNumbers.contains(text) || PhoneNumber(text) != nil
      || isDigits && text.utf8.count > Self.lengths.upperBound
    {
      throw RefusedSetting("extension", .looksLikeNumber)
    }
    guard isDigits else { throw RefusedSetting("extension", .malformed) }
    digits = text
  }
}

extension Extension: Comparable {
  /// As in a telephone book: `1`, `10`, `2`.
  public static func < (left: Self, right: Self) -> Bool { left.digits < right.digits }
}

extension Extension: CustomStringConvertible {
  public var description: String { digits }
}

extension Extension: Codable {
  /// Reads the digits.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do throws(RefusedSetting) {
      try self.init(text)
    } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(error)")
    }
  }

  /// Writes the digits.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(digits)
  }
}
