extension Gen where Value == [UInt8] {
  /// `count` bytes in a few choices, however many: zeros, one byte or a short pattern again and again, a ramp, or noise,
  /// with up to eight bytes changed. Shrinks to fewer bytes, then to zeros with the changed ones.
  public static func largeBytes(_ count: ClosedRange<Int>) -> Gen {
    precondition(count.lowerBound >= 0, "a buffer has no fewer than 0 bytes")
    return Gen(label: .group) { source throws(Discard) in
      let size = Int(
        try source.integer(
          Domain(UInt64(count.lowerBound), UInt64(count.upperBound), towards: UInt64(count.lowerBound))))
      var bytes = try source.draw(filling).bytes(size)
      for change in try source.draw(changes) where !bytes.isEmpty {
        bytes[Int(change.0 % UInt64(bytes.count))] = change.1
      }
      return bytes
    }
  }

  private static let filling = Gen<Filling>.oneOf([
    .just(.repeated([0])),
    Gen<UInt8>.any.map { .repeated([$0]) },
    .just(.repeated(Array(0...255))),
    bytes(2...24).map { .repeated($0) },
    Gen<UInt64>.any.map { .noise(seed: $0) },
  ])

  private static let changes = Gen<[(UInt64, UInt8)]>.array(
    of: zip(Gen<UInt64>.any, Gen<UInt8>.any(in: 1...255)), count: 0...8)
}

/// What a large buffer holds before single bytes are changed.
private enum Filling: Sendable {
  /// A pattern of one byte or more, again and again.
  case repeated([UInt8])
  /// What looks like chance, always the same for a seed.
  case noise(seed: UInt64)

  func bytes(_ count: Int) -> [UInt8] {
    switch self {
    case .repeated(let pattern) where pattern.count == 1: return Array(repeating: pattern[0], count: count)
    case .repeated(let pattern): return (0..<count).map { pattern[$0 % pattern.count] }
    case .noise(let seed):
      var random = Xoshiro256(seed: seed)
      var word: UInt64 = 0
      return (0..<count).map { place in
        if place.isMultiple(of: 8) { word = random.next() }
        return UInt8(truncatingIfNeeded: word >> UInt64(place % 8 * 8))
      }
    }
  }
}
