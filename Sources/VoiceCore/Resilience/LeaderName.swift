/// Names what only one node does at a time. All nodes of a deployment use the same name for the same thing.
public struct LeaderName: Hashable, Sendable {
  /// 1–64 characters out of `a`–`z`, `0`–`9` and `-`.
  public let text: String

  /// A name of ours; anything but those characters is a mistake in the program.
  public init(_ text: String) {
    precondition((1...64).contains(text.utf8.count) && text.utf8.allSatisfy(Self.isAllowed), "no leader's name")
    self.text = text
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
    default: false
    }
  }
}
