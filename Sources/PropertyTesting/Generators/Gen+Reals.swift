extension Gen where Value == Double {
  /// Any finite double; minus zero, subnormals and ends of precision come by themselves. Shrinks to 0, then to whole
  /// numbers near it, then to few binary digits after the point.
  public static var double: Gen { double(in: -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude) }

  /// Any double at all: finite, infinite, not a number. Shrinks to 0, as `double` does; what is not a number comes last.
  public static var any: Gen {
    double(in: -Double.infinity...Double.infinity, with: [.negativeZero, .subnormals, .nan])
  }

  /// A double of `range`, both ends included, also when infinite. Shrinks to the simplest there: 0, a whole number near 0,
  /// or the one with the fewest binary digits after the point.
  public static func double(
    in range: ClosedRange<Double>, with specials: RealSpecials = [.negativeZero, .subnormals]
  ) -> Gen {
    let real = RealRange(range.lowerBound, range.upperBound, .double, specials)
    return Gen(label: .leaf) { source throws(Discard) in try source.real(real) }
  }

  /// A double of `range`, without its upper end. Shrinks as in a closed range.
  public static func double(in range: Range<Double>, with specials: RealSpecials = [.negativeZero, .subnormals]) -> Gen
  {
    precondition(!range.isEmpty, "a range of real numbers holds one at least")
    return double(in: range.lowerBound...range.upperBound.nextDown, with: specials)
  }
}

extension Gen where Value == Float {
  /// Any finite float, as `Gen<Double>.double`.
  public static var float: Gen { float(in: -Float.greatestFiniteMagnitude...Float.greatestFiniteMagnitude) }

  /// Any float at all: finite, infinite, not a number. Shrinks to 0.
  public static var any: Gen { float(in: -Float.infinity...Float.infinity, with: [.negativeZero, .subnormals, .nan]) }

  /// A float of `range`, both ends included. Shrinks as doubles do.
  public static func float(
    in range: ClosedRange<Float>, with specials: RealSpecials = [.negativeZero, .subnormals]
  ) -> Gen {
    let real = RealRange(Double(range.lowerBound), Double(range.upperBound), .single, specials)
    return Gen(label: .leaf) { source throws(Discard) in
      let number = try source.real(real)
      guard number.isNaN else { return Float(number) }
      // By bits, as converting would make a signalling NaN quiet.
      let sign = UInt32(truncatingIfNeeded: number.bitPattern >> 32) & 0x8000_0000
      return Float(bitPattern: sign | 0x7f80_0000 | UInt32(truncatingIfNeeded: number.bitPattern >> 29) & 0x7f_ffff)
    }
  }

  /// A float of `range`, without its upper end. Shrinks as doubles do.
  public static func float(in range: Range<Float>, with specials: RealSpecials = [.negativeZero, .subnormals]) -> Gen {
    precondition(!range.isEmpty, "a range of real numbers holds one at least")
    return float(in: range.lowerBound...range.upperBound.nextDown, with: specials)
  }
}

#if !(os(macOS) && arch(x86_64))
extension Gen where Value == Float16 {
  /// Any finite half-precision number, as `Gen<Double>.double`.
  public static var float16: Gen { float16(in: -Float16.greatestFiniteMagnitude...Float16.greatestFiniteMagnitude) }

  /// Any half-precision number at all: finite, infinite, not a number. Shrinks to 0.
  public static var any: Gen {
    float16(in: -Float16.infinity...Float16.infinity, with: [.negativeZero, .subnormals, .nan])
  }

  /// A half-precision number of `range`, both ends included. Shrinks as doubles do.
  public static func float16(
    in range: ClosedRange<Float16>, with specials: RealSpecials = [.negativeZero, .subnormals]
  ) -> Gen {
    let real = RealRange(Double(range.lowerBound), Double(range.upperBound), .half, specials)
    return Gen(label: .leaf) { source throws(Discard) in
      let number = try source.real(real)
      guard number.isNaN else { return Float16(number) }
      let sign = UInt16(truncatingIfNeeded: number.bitPattern >> 48) & 0x8000
      return Float16(bitPattern: sign | 0x7c00 | UInt16(truncatingIfNeeded: number.bitPattern >> 42) & 0x3ff)
    }
  }
}
#endif
