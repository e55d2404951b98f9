/// A page of a list, and the name after which the next page begins; `nil` after the last.
public struct PageOfList<Item: Sendable, ID: Sendable>: Sendable {
  public let items: [Item]
  public let next: ID?

  /// The first `limit` of at most one more.
  init(_ found: [Item], _ limit: Int, _ id: (Item) -> ID) {
    items = Array(found.prefix(limit))
    next = found.count > limit ? items.last.map(id) : nil
  }
}
