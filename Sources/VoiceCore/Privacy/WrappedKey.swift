/// One of a tenant's keys as it is kept: wrapped, so that it is of no use without the master key.
public struct WrappedKey: Hashable, Sendable, Codable {
  /// The number of the key for blind indexes; keys that seal count from 1. It is never rotated, because every index
  /// would have to be rewritten, and it opens nothing.
  public static let indexNumber: UInt32 = 0

  /// Unique within the tenant; the highest one seals.
  public let number: UInt32
  /// By which master key it is wrapped, in the words of whoever wrapped it.
  public let masterKeyID: String
  /// The wrapped key, readable by whoever wrapped it.
  public let bytes: [UInt8]

  /// A key as it was wrapped.
  public init(number: UInt32, masterKeyID: String, bytes: [UInt8]) {
    self.number = number
    self.masterKeyID = masterKeyID
    self.bytes = bytes
  }
}

extension WrappedKey: CustomStringConvertible, CustomReflectable {
  /// The number and the master key's name; not the bytes.
  public var description: String { "key \(number), wrapped by \(masterKeyID)" }
  /// Reflection shows no more.
  public var customMirror: Mirror { Mirror(self, children: ["number": number, "masterKeyID": masterKeyID]) }
}
