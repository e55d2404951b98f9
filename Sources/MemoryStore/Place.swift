import RowStore

/// Where a row stands in an order.
struct Place: Hashable, Comparable, Sendable {
  let parts: [Part]

  init(_ parts: [Part]) { self.parts = parts }

  /// Shorter first when one begins with the other, so that a prefix comes just before all that begin with it.
  static func < (left: Self, right: Self) -> Bool { left.parts.lexicographicallyPrecedes(right.parts) }
}
