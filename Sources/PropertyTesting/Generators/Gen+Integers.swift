extension Gen where Value == Int {
  /// An integer of `range`; its ends, the target and their neighbours come more often than evenly.
  /// Shrinks to `target`: by default 0, or the number of the range that is nearest to it.
  public static func int(_ range: ClosedRange<Int>, towards target: Int? = nil) -> Gen {
    any(in: range, towards: target)
  }
}

extension Gen where Value: FixedWidthInteger & Sendable {
  /// Any number of the type, with a bias to its ends, to 0 and to few bits. Shrinks to 0, by 1, -1, 2, -2 ...
  @inlinable
  public static var any: Gen {
    if Value.bitWidth <= UInt64.bitWidth { return any(in: Value.min...Value.max) }
    return wide
  }

  /// A number of `range`, which spans at most 64 bits. Shrinks to `target`: by default 0, or the number nearest to it.
  @inlinable
  public static func any(in range: ClosedRange<Value>, towards target: Value? = nil) -> Gen {
    precondition(Value.bitWidth <= UInt64.bitWidth, "numbers of more than 64 bits have no range, only .any")
    let nearest = min(max(target ?? 0, range.lowerBound), range.upperBound)
    let domain = Domain(range.lowerBound.ordered, range.upperBound.ordered, towards: nearest.ordered)
    return Gen(label: .leaf) { source throws(Discard) in Value(ordered: try source.integer(domain)) }
  }

  @usableFromInline
  static var wide: Gen {
    precondition(Value.bitWidth == 2 * UInt64.bitWidth, "numbers have at most 128 bits")
    return Gen(label: .group) { source throws(Discard) in
      let high = try source.draw(Gen<UInt64>.any)
      let low = try source.draw(Gen<UInt64>.any)
      return Value(truncatingIfNeeded: high) << UInt64.bitWidth | Value(truncatingIfNeeded: low)
    }
  }
}

extension FixedWidthInteger {
  /// The number's place in `UInt64` such that greater numbers have greater places.
  @inlinable
  var ordered: UInt64 {
    Self.isSigned ? UInt64(bitPattern: Int64(truncatingIfNeeded: self)) ^ (1 << 63) : UInt64(truncatingIfNeeded: self)
  }

  @inlinable
  init(ordered: UInt64) {
    self.init(truncatingIfNeeded: Self.isSigned ? ordered ^ (1 << 63) : ordered)
  }
}
