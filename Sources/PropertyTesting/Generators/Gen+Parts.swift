extension Gen {
  /// The elements of `values` in another order. Shrinks to the order given.
  public static func permutation<Element: Sendable>(of values: [Element]) -> Gen where Value == [Element] {
    Gen(label: .group) { source throws(Discard) in
      var shuffled = values
      for place in shuffled.indices.dropLast() {
        shuffled.swapAt(place, place + (try source.index(below: shuffled.count - place)))
      }
      return shuffled
    }
  }

  /// Some of `values`, in the order given. Shrinks to none.
  public static func subset<Element: Sendable>(of values: [Element]) -> Gen where Value == [Element] {
    Gen(label: .group) { source throws(Discard) in
      var kept: [Element] = []
      for value in values where try source.flag(chance: 0.5) { kept.append(value) }
      return kept
    }
  }

  /// Some of `values`, in the order given: as many as `count` allows, at most all of them. Shrinks to the last ones, as
  /// few as may be.
  public static func subsequence<Element: Sendable>(of values: [Element], count: ClosedRange<Int>) -> Gen
  where Value == [Element] {
    precondition(0...values.count ~= count.lowerBound, "no more can be kept than there are")
    let most = min(count.upperBound, values.count)
    return Gen(label: .group) { source throws(Discard) in
      let wanted = try Int(
        source.integer(Domain(UInt64(count.lowerBound), UInt64(most), towards: UInt64(count.lowerBound))))
      var kept: [Element] = []
      for (place, value) in values.enumerated() {
        let (missing, left) = (wanted - kept.count, values.count - place)
        let isKept = try source.flag(
          chance: Double(missing) / Double(left), possible: missing > 0 && missing < left)
        if isKept || missing == left { kept.append(value) }
      }
      return kept
    }
  }

  /// Neighbouring elements of `values`, in the order given. Shrinks to none, at the beginning.
  public static func slice<Element: Sendable>(of values: [Element]) -> Gen where Value == [Element] {
    Gen<Range<Int>>.range(within: 0...values.count).map { Array(values[$0]) }
  }
}
