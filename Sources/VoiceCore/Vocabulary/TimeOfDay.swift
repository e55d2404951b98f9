/// A minute of a day on the wall clock, `00:00` to `24:00` (ISO 8601); the last is the next day's beginning.
public struct TimeOfDay: Hashable, Sendable {
  /// The minutes of a day.
  public static let minutesOfDay = 1440

  /// Minutes since midnight, 0…1440.
  public let minute: Int

  /// A minute of the day; `nil` outside 0…1440.
  public init?(minute: Int) {
    guard (0...Self.minutesOfDay).contains(minute) else { return nil }
    self.minute = minute
  }

  private init(known minute: Int) { self.minute = minute }

  /// When a day begins.
  public static let midnight = TimeOfDay(known: 0)
  /// When it ends.
  public static let endOfDay = TimeOfDay(known: minutesOfDay)
}

extension TimeOfDay: Comparable {
  /// Earlier before later.
  public static func < (left: Self, right: Self) -> Bool { left.minute < right.minute }
}

extension TimeOfDay: LosslessStringConvertible {
  /// Reads `09:30`; anything else is `nil`.
  public init?(_ text: String) {
    let fields = text.split(separator: ":", omittingEmptySubsequences: false)
    guard fields.count == 2, fields.allSatisfy({ $0.utf8.count == 2 }),
      text.utf8.allSatisfy({ $0 == UInt8(ascii: ":") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let hour = Int(fields[0]), let minute = Int(fields[1]), minute < 60
    else { return nil }
    self.init(minute: hour * 60 + minute)
  }

  public var description: String { "\((minute / 60).padded(to: 2)):\((minute % 60).padded(to: 2))" }
}

extension TimeOfDay: Codable {
  /// Reads the text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let time = Self(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a time like 09:30")
    }
    self = time
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
