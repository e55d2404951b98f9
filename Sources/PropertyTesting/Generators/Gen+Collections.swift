extension Gen {
  /// A list of `count` elements. Shrinks to fewer elements first, then element by element.
  @inlinable
  public static func array<Element>(of element: Gen<Element>, count: ClosedRange<Int> = 0...20) -> Gen
  where Value == [Element] {
    precondition(count.lowerBound >= 0, "a list has no fewer than 0 elements")
    return Gen(label: .collection) { source throws(Discard) in
      var elements: [Element] = []
      let planned = source.plannedLength(count)
      elements.reserveCapacity(planned)
      while let item = try source.openItem(after: elements.count, of: count, planned: planned) {
        elements.append(try source.draw(element))
        source.close(item)
      }
      return elements
    }
  }

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

  /// `count` bytes, at most some thousands: each is a choice of its own. Shrinks to fewer, then to zeros.
  public static func bytes(_ count: ClosedRange<Int>) -> Gen where Value == [UInt8] {
    array(of: .any, count: count)
  }
}
