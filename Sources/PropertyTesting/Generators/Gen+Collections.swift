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

  /// A list of exactly `count` elements. Shrinks element by element.
  @inlinable
  public static func array<Element>(of element: Gen<Element>, count: Int) -> Gen where Value == [Element] {
    array(of: element, count: count...count)
  }

  /// A list of `count` elements in ascending order. Shrinks to fewer elements first, then to simpler ones.
  public static func sortedArray<Element: Comparable & Sendable>(
    of element: Gen<Element>, count: ClosedRange<Int> = 0...20
  ) -> Gen
  where Value == [Element] {
    array(of: element, count: count).map { $0.sorted() }
  }

  /// `count` bytes, at most some thousands: each is a choice of its own. Shrinks to fewer, then to zeros.
  public static func bytes(_ count: ClosedRange<Int>) -> Gen where Value == [UInt8] {
    array(of: .any, count: count)
  }

  /// `parts` numbers from 0 up whose sum is `total`. Shrinks to zeros with all of it in the last.
  public static func parts(of total: Int, count parts: Int) -> Gen where Value == [Int] {
    precondition(total >= 0 && parts > 0, "what is divided is 0 or more, into one part or more")
    return Gen(label: .group) { source throws(Discard) in
      var left = total
      var list: [Int] = []
      for _ in 1..<parts {
        let part = Int(try source.integer(Domain(0, UInt64(left), towards: 0)))
        list.append(part)
        left -= part
      }
      return list + [left]
    }
  }
}
