/// A telephone number in E.164 (ITU-T E.164): `+`, a country code that exists, at most 15 digits in all.
///
/// Text from outside becomes a number once, at the edge; every spelling of one number gives the same value (property 46).
/// `description` is masked, so that a number which slips into a log line tells nobody whom it belongs to.
public struct PhoneNumber: Hashable, Sendable {
  /// The most digits that E.164 allows, country code included.
  public static let maximumDigits = 15
  /// The fewest digits after the country code; the shortest national numbers in use have three.
  public static let minimumNationalDigits = 3

  /// The number as networks know it: `+14155550100`.
  public let e164: String

  /// Reads a spelling: `+1 415 555 0100`, `+1 (415) 555-0100`, `tel:+1-415-555-0100`, `0044 (0)20 7946 0958`, digits of any
  /// script. National forms without `+` or `00` are `nil`, for nobody knows their country; so is everything else.
  public init?(_ spelling: String) {
    guard let digits = Self.plainDigits(of: spelling) ?? PhoneNumberSpelling.digits(of: spelling),
      digits.count <= Self.maximumDigits,
      let code = CountryCode.prefix(of: digits), digits.count >= code.count + Self.minimumNationalDigits
    else { return nil }
    e164 = "+" + String(decoding: digits, as: UTF8.self)
  }

  /// Of a number that is spelled as it is kept, which most are: every stored one is read again and again.
  private static func plainDigits(of spelling: String) -> [UInt8]? {
    let bytes = spelling.utf8
    guard bytes.count <= 1 + maximumDigits, bytes.first == UInt8(ascii: "+") else { return nil }
    let digits = Array(bytes.dropFirst())
    guard !digits.isEmpty, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return nil
    }
    return digits
  }

  /// The digits without the `+`.
  public var digits: Substring { e164.dropFirst() }
}

extension PhoneNumber: Comparable {
  /// By text, so that lists of numbers have one order everywhere.
  public static func < (left: Self, right: Self) -> Bool { left.e164 < right.e164 }
}

extension PhoneNumber: CustomStringConvertible {
  /// The last two digits behind dots. The number itself is `e164`.
  public var description: String { "+•••" + e164.suffix(2) }
}

extension PhoneNumber: CustomReflectable {
  /// Reflection (`dump`, `String(reflecting:)`) must not undo the mask.
  public var customMirror: Mirror { Mirror(self, children: ["e164": description]) }
}

extension PhoneNumber: Codable {
  /// Reads E.164 text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let number = Self(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected an E.164 number")
    }
    self = number
  }

  /// Writes E.164 text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(e164)
  }
}
