extension Timestamp {
  /// The longest text that is looked at.
  private static let maximumTextLength = 64

  /// A moment by RFC 3339, section 5.6: `2026-01-06T10:00:00Z`, with a fraction, with an offset. Digits beyond microseconds
  /// are cut off, a leap second is the one after it. `nil` for anything else, also for days that no month has.
  public init?(rfc3339 text: String) {
    guard text.utf8.count <= Self.maximumTextLength else { return nil }
    var rest = Array(text.utf8)[...]
    guard let year = rest.takeNumber(4), rest.take("-"), let month = rest.takeNumber(2), rest.take("-"),
      let day = rest.takeNumber(2), rest.take("T") || rest.take("t"), let hour = rest.takeNumber(2), rest.take(":"),
      let minute = rest.takeNumber(2), rest.take(":"), let second = rest.takeNumber(2),
      let fraction = rest.takeFraction(), let offset = rest.takeOffset(), rest.isEmpty,
      year >= 1, (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year), hour < 24, minute < 60,
      second <= 60
    else { return nil }
    let days = Self.days(before: month, of: year) + day - 1
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset * 60
    self.init(microseconds: seconds * 1_000_000 + fraction)
  }

  private static func isLeap(_ year: Int64) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  private static func days(in month: Int64, of year: Int64) -> Int64 {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// From the epoch to the first of that month.
  private static func days(before month: Int64, of year: Int64) -> Int64 {
    let past = year - 1
    // The years before 1970 hold 719,162 days from the year 1 on.
    let years = past * 365 + past / 4 - past / 100 + past / 400 - 719_162
    return (1..<month).reduce(years) { $0 + days(in: $1, of: year) }
  }
}

extension ArraySlice<UInt8> {
  fileprivate mutating func take(_ character: Character) -> Bool {
    guard let first, first == character.asciiValue else { return false }
    removeFirst()
    return true
  }

  fileprivate mutating func takeNumber(_ digits: Int) -> Int64? {
    guard count >= digits else { return nil }
    var number: Int64 = 0
    for byte in prefix(digits) {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      number = number * 10 + Int64(byte - UInt8(ascii: "0"))
    }
    removeFirst(digits)
    return number
  }

  /// Microseconds; 0 when there is no fraction.
  fileprivate mutating func takeFraction() -> Int64? {
    guard take(".") else { return 0 }
    let digits = prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard !digits.isEmpty else { return nil }
    removeFirst(digits.count)
    let six = (Array(digits.prefix(6)) + Array(repeating: UInt8(ascii: "0"), count: 6)).prefix(6)
    return six.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
  }

  /// Minutes east of Greenwich.
  fileprivate mutating func takeOffset() -> Int64? {
    if take("Z") || take("z") { return 0 }
    let sign: Int64 = take("-") ? -1 : take("+") ? 1 : 0
    guard sign != 0, let hours = takeNumber(2), take(":"), let minutes = takeNumber(2), hours < 24, minutes < 60
    else { return nil }
    return sign * (hours * 60 + minutes)
  }
}
