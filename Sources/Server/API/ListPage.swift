internal import VoiceCore
internal import Web

/// A page of a list that is short enough to be read as a whole.
struct ListPage<Item: Sendable>: Sendable {
  static var maximum: Int { 500 }

  private let limit: Int
  private let cursor: String?

  /// What the query asks for: `limit` and `cursor`.
  init(_ query: Query) throws(APIFault) {
    do throws(Query.Fault) {
      limit = try query.number("limit", in: 1...Self.maximum, else: ListCallsRoute.standardPage)
    } catch {
      throw .problem(error.problem)
    }
    cursor = query.text("cursor")
  }

  /// Of items in the order of their keys those after the cursor; a cursor is the key of the last one before.
  func response<Key: Comparable & LosslessStringConvertible, Shown: Encodable & Sendable>(
    of items: [Item], by key: (Item) -> Key, to request: Request, _ show: (Item) -> Shown
  ) throws(APIFault) -> Response {
    var rest = items[...]
    if let cursor {
      guard let last = Key(cursor) else {
        throw .problem(Query.Fault("Not a cursor of this list.", field: "cursor").problem)
      }
      rest = rest.drop { key($0) <= last }
    }
    let page = rest.prefix(limit)
    let next = page.count < rest.count ? page.last.map { key($0).description } : nil
    return .encoded(ListJSON(data: page.map(show), next: next), to: request)
  }
}
