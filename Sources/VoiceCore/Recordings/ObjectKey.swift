/// The name of an object: `tenants/{tenant}/…`, so that a tenant's objects are one prefix.
public struct ObjectKey: Hashable, Sendable, CustomStringConvertible {
  /// The longest name of one part.
  public static let maximumPartLength = 128
  /// The most parts below the tenant.
  public static let maximumParts = 8

  public let text: String

  /// A key below the tenant's prefix. Parts are letters, digits, `.`, `-` and `_`, and begin with no dot; else `nil`.
  public init?(tenant: Tenant.ID, _ parts: String...) {
    guard (1...Self.maximumParts).contains(parts.count), parts.allSatisfy(Self.isPart) else { return nil }
    text = Self.prefix(of: tenant) + parts.joined(separator: "/")
  }

  /// What all keys of a tenant begin with, and no other's.
  public static func prefix(of tenant: Tenant.ID) -> String { "tenants/\(tenant)/" }

  private static func isPart(_ part: String) -> Bool {
    guard (1...maximumPartLength).contains(part.utf8.count), part.utf8.first != UInt8(ascii: ".") else { return false }
    return part.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
  }

  public var description: String { text }
}
