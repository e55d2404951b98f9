extension Gen where Value == Int {
  /// An integer of `range`; its ends, the target and their neighbours come more often than evenly.
  /// Shrinks to `target`: by default 0, or the number of the range that is nearest to it.
  public static func int(_ range: ClosedRange<Int>, towards target: Int? = nil) -> Gen {
    any(in: range, towards: target)
  }

  /// An integer of `range`, which is not empty. Shrinks as in a closed range.
  public static func int(_ range: Range<Int>, towards target: Int? = nil) -> Gen { any(in: range, towards: target) }
}

extension Gen where Value: FixedWidthInteger & Sendable {
  /// Any number of the type, with a bias to its ends, to 0 and to few bits. Shrinks to 0, by 1, -1, 2, -2 ...
  @inlinable
  public static var any: Gen { any(in: Value.min...Value.max) }

  /// A number of `range`. Shrinks to `target`: by default 0, or the number of the range that is nearest to it.
  @inlinable
  public static func any(in range: ClosedRange<Value>, towards target: Value? = nil) -> Gen {
    let nearest = min(max(target ?? 0, range.lowerBound), range.upperBound)
    if Value.bitWidth > UInt64.bitWidth { return wide(range, towards: nearest) }
    let domain = Domain(range.lowerBound.ordered, range.upperBound.ordered, towards: nearest.ordered)
    return Gen(label: .leaf) { source throws(Discard) in Value(ordered: try source.integer(domain)) }
  }

  /// A number of `range`, which is not empty. Shrinks as in a closed range.
  @inlinable
  public static func any(in range: Range<Value>, towards target: Value? = nil) -> Gen {
    precondition(!range.isEmpty, "a range of numbers holds one at least")
    return any(in: range.lowerBound...(range.upperBound - 1), towards: target)
  }

  /// Of 128 bits: one choice where 64 bits tell all of `range`, else the side of the target and the distance from it.
  @usableFromInline
  static func wide(_ range: ClosedRange<Value>, towards target: Value) -> Gen {
    precondition(Value.bitWidth == 2 * UInt64.bitWidth, "numbers have at most 128 bits")
    let width = UInt128(truncatingIfNeeded: range.upperBound &- range.lowerBound)
    let below = UInt128(truncatingIfNeeded: target &- range.lowerBound)
    if width <= UInt64.max {
      let domain = Domain(0, UInt64(width), towards: UInt64(below))
      return Gen(label: .leaf) { source throws(Discard) in
        range.lowerBound &+ Value(truncatingIfNeeded: try source.integer(domain))
      }
    }
    let above = width - below
    return Gen(label: .group) { source throws(Discard) in
      let isBelow = try source.flag(chance: above == 0 ? 1 : 0.5, possible: below > 0 && above > 0) || above == 0
      let distance = Value(truncatingIfNeeded: try source.distance(upTo: isBelow ? below : above))
      return isBelow ? target &- distance : target &+ distance
    }
  }
}

extension Gen {
  /// A range of whole numbers within `bounds`, which may be empty of distance: both ends may be the same number.
  /// Shrinks to the simplest lower end, then to the shortest range.
  public static func closedRange<Bound: FixedWidthInteger & Sendable>(within bounds: ClosedRange<Bound>) -> Gen
  where Value == ClosedRange<Bound> {
    Gen(label: .group) { source throws(Discard) in
      let low = try source.draw(Gen<Bound>.any(in: bounds))
      return low...(try source.draw(Gen<Bound>.any(in: low...bounds.upperBound, towards: low)))
    }
  }

  /// A half-open range of whole numbers with both ends within `bounds`; it may be empty. Shrinks to an empty one.
  public static func range<Bound: FixedWidthInteger & Sendable>(within bounds: ClosedRange<Bound>) -> Gen
  where Value == Range<Bound> {
    Gen<ClosedRange<Bound>>.closedRange(within: bounds).map { $0.lowerBound..<$0.upperBound }
  }
}

extension ChoiceSource {
  /// A number of 0 to `most` in two words, the high one first; the low one is bound only where the high one is greatest.
  fileprivate mutating func distance(upTo most: UInt128) throws(Discard) -> UInt128 {
    let greatest = UInt64(most >> 64)
    let high = try integer(Domain(0, greatest, towards: 0))
    let low = try integer(Domain(0, high == greatest ? UInt64(truncatingIfNeeded: most) : .max, towards: 0))
    return UInt128(high) << 64 | UInt128(low)
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
