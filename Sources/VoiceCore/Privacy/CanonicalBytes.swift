/// Values as bytes for sealing, hashing and signing: different values give different bytes, in every version and on
/// every machine. Each part whose length varies stands behind its length; numbers are big-endian.
public struct CanonicalBytes: Equatable, Sendable {
  /// What was appended so far.
  public private(set) var bytes: [UInt8] = []

  /// Begins with what the bytes are for, so that bytes made for one purpose serve no other.
  public init(of purpose: String) { append(purpose) }

  /// Text as UTF-8.
  public mutating func append(_ text: String) { append(Array(text.utf8)) }

  /// Bytes, as long as they may be.
  public mutating func append(_ some: [UInt8]) {
    append(UInt64(some.count))
    bytes.append(contentsOf: some)
  }

  /// An identifier's 16 bytes.
  public mutating func append<Subject>(_ identifier: Identifier<Subject>) { append(identifier.bits) }

  /// A number in as many bytes as its type has.
  public mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    for shift in stride(from: Number.bitWidth - 8, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> Number(truncatingIfNeeded: shift)))
    }
  }

  /// Something or nothing, told apart.
  public mutating func append<Wrapped>(_ some: Wrapped?, _ write: (inout CanonicalBytes, Wrapped) -> Void) {
    append(UInt8(some == nil ? 0 : 1))
    if let some { write(&self, some) }
  }
}
