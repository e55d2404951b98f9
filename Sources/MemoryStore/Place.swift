import RowStore

/// Where a row stands in an order.
struct Place: Hashable, Comparable, Sendable {
  let parts: [Part]

  init(_ parts: [Part]) { self.parts = parts }

  /// Shorter first when one begins with the other, so that a prefix comes just before all that begin with it.
  static func < (left: Self, right: Self) -> Bool {
    // By hand: the sequence's own way asks of each part twice, and a tree asks this of every key that it comes by.
    for index in 0..<min(left.parts.count, right.parts.count) where left.parts[index] != right.parts[index] {
      return left.parts[index] < right.parts[index]
    }
    return left.parts.count < right.parts.count
  }
}
