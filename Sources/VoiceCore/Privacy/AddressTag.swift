/// A keyed hash of a client's address, for counting requests: equal for one client on one day, without relation to its tags
/// of other days. Lives in memory only, so it can't be encoded, and shows nothing.
public struct AddressTag: Hashable, Sendable {
  private let bits: Bits128

  /// A tag of these bits.
  public init(_ bits: UInt128) { self.bits = Bits128(bits) }
}

extension AddressTag: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Nothing of it: a tag in a log would outlive its day.
  public var description: String { "[address]" }
  /// Nothing of it.
  public var debugDescription: String { "[address]" }
  /// Reflection finds nothing either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// A client's tags at one moment.
public struct AddressTags: Equatable, Sendable {
  /// By which requests are counted now.
  public let today: AddressTag
  /// By which they were counted before, for a short time after a new day has begun: requests counted there still count, so
  /// that midnight gives nobody a second allowance.
  public let yesterday: AddressTag?

  /// These tags.
  public init(today: AddressTag, yesterday: AddressTag?) {
    self.today = today
    self.yesterday = yesterday
  }
}

/// Makes tags of addresses.
public struct AddressTagging: Sendable {
  /// The tags of the client at an address now.
  public let tags: @Sendable (NetworkAddress) -> AddressTags

  /// Tagging by this closure.
  public init(tags: @escaping @Sendable (NetworkAddress) -> AddressTags) { self.tags = tags }
}
