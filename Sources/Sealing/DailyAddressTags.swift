internal import Crypto
internal import Synchronization
public import VoiceCore

/// Tags of addresses under a random key that lives in this process only and for one day (UTC): once it is gone, nobody can
/// tell whose a tag was, not even by trying all addresses.
public final class DailyAddressTags: Sendable {
  /// How long after midnight the day before is still told: longer than any window in which requests are counted.
  public static let standardOverlap = Duration.seconds(3600)

  private struct Keys {
    var day: Int64
    var today = SymmetricKey(size: .bits256)
    var yesterday: SymmetricKey?
  }

  private static let day: Int64 = 86_400_000_000

  private let time: any TimeSource
  private let overlap: Int64
  private let keys: Mutex<Keys>

  /// Tags by this clock, which keep the day before for so long.
  public init(time: any TimeSource, overlap: Duration = standardOverlap) {
    self.time = time
    self.overlap = max(0, overlap.wholeMicroseconds)
    keys = Mutex(Keys(day: Self.number(of: time.now())))
  }

  /// The port.
  public var tagging: AddressTagging { AddressTagging { self.tags(of: $0) } }

  /// The tags of the client at this address now.
  public func tags(of address: NetworkAddress) -> AddressTags {
    let (today, yesterday) = keys(at: time.now())
    let client = address.clientBytes
    return AddressTags(today: Self.tag(client, today), yesterday: yesterday.map { Self.tag(client, $0) })
  }

  private func keys(at now: Timestamp) -> (SymmetricKey, SymmetricKey?) {
    let day = Self.number(of: now)
    return keys.withLock { keys in
      // A clock that was put back by a day doesn't bring a day back: its key is gone.
      if day > keys.day {
        keys = Keys(day: day, yesterday: day == keys.day + 1 ? keys.today : nil)
      }
      if now.microseconds - keys.day * Self.day >= overlap { keys.yesterday = nil }
      return (keys.today, keys.yesterday)
    }
  }

  private static func number(of moment: Timestamp) -> Int64 {
    let (days, rest) = moment.microseconds.quotientAndRemainder(dividingBy: day)
    return rest < 0 ? days - 1 : days
  }

  private static func tag(_ client: [UInt8], _ key: SymmetricKey) -> AddressTag {
    AddressTag(
      HMAC<SHA256>.authenticationCode(for: client, using: key).prefix(16).reduce(0) { $0 << 8 | UInt128($1) })
  }
}
