public import VoiceCore

/// One part of a key or an index. Parts of one column are always of one case.
public enum Part: Hashable, Sendable {
  /// A number; times are microseconds since 1970.
  case integer(Int64)
  /// An identifier's 128 bits.
  case id(UInt128)
  /// Bytes: a digest, a keyed blind index, an opaque name.
  case bytes([UInt8])

  /// A part for an identifier.
  public static func id<Subject>(_ id: Identifier<Subject>) -> Part { .id(id.bits) }
}

extension Part: Comparable {
  /// Numbers by size, identifiers by bits, bytes as they would be compared by `memcmp`: the order of every engine.
  public static func < (left: Part, right: Part) -> Bool {
    switch (left, right) {
    case (.integer(let left), .integer(let right)): left < right
    case (.id(let left), .id(let right)): left < right
    case (.bytes(let left), .bytes(let right)):
      // Byte by byte as the sequence compares them, but eight at a time where they are equal.
      left.withUnsafeBytes { left in
        right.withUnsafeBytes { right in precedes(left, right) }
      }
    default: left.rank < right.rank
    }
  }

  private static func precedes(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    let shared = min(left.count, right.count)
    var index = 0
    while index &+ 8 <= shared {
      let (one, other) = (
        left.loadUnaligned(fromByteOffset: index, as: UInt64.self),
        right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      )
      if one != other { return UInt64(bigEndian: one) < UInt64(bigEndian: other) }
      index &+= 8
    }
    while index < shared {
      if left[index] != right[index] { return left[index] < right[index] }
      index &+= 1
    }
    return left.count < right.count
  }

  private var rank: Int {
    switch self {
    case .integer: 0
    case .id: 1
    case .bytes: 2
    }
  }
}

extension Part {
  /// Bytes that no two lists of parts share: the case, the length where it varies, the value with the highest byte first.
  func append(to bytes: inout [UInt8]) {
    bytes.append(UInt8(rank))
    switch self {
    case .integer(let value): withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    case .id(let value): withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    case .bytes(let value):
      withUnsafeBytes(of: UInt32(value.count).bigEndian) { bytes.append(contentsOf: $0) }
      bytes.append(contentsOf: value)
    }
  }
}
