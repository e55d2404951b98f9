/// A time zone by its name in the IANA database (`Europe/Berlin`). Whether there is such a zone, its rules' port knows.
public struct TimeZoneName: Hashable, Sendable, CustomStringConvertible {
  /// The most characters; the longest name in the database has 32.
  public static let maximumLength = 64

  public let text: String

  /// A name of letters, digits, `_`, `+`, `-` and `/`; anything else is `nil`.
  public init?(_ text: String) {
    let isSpelledRight = text.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "/"):
        true
      default: false
      }
    }
    guard isSpelledRight, (1...Self.maximumLength).contains(text.utf8.count), !text.hasPrefix("/") else { return nil }
    self.text = text
  }

  private init(known text: String) { self.text = text }

  /// Coordinated universal time: no daylight saving, known everywhere.
  public static let utc = TimeZoneName(known: "Etc/UTC")

  public var description: String { text }
}

extension TimeZoneName: Codable {
  /// Reads the bare name.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let name = Self(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a time zone's name")
    }
    self = name
  }

  /// Writes the bare name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
