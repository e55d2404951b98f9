internal import FoundationEssentials
internal import Web

extension Response {
  /// A value as JSON, its members in the order of their names.
  static func encoded(_ value: some Encodable, status: Status = .ok, to request: Request) -> Response {
    json(of: value, status, to: request)
  }

  /// A list, or a page of one, which tells where the next begins as the request has it told.
  static func encoded<Item>(_ list: ListJSON<Item>, to request: Request) -> Response {
    var list = list
    list.next = request.cursor(at: list.next)
    return json(of: list, .ok, to: request)
  }

  private static func json(of value: some Encodable, _ status: Status, to request: Request) -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else {
      return Problem(.internalError, "Internal error").response(to: request)
    }
    return .json(Array(data), status: status)
  }
}

extension Request {
  /// A place in a list as this request has it told.
  func cursor(at place: String?) -> String? { place.map { cursors?.sealed($0) ?? $0 } }
}

/// A list, or a page of one.
struct ListJSON<Item: Encodable & Sendable>: Encodable, Sendable {
  let data: [Item]
  var next: String?

  private enum CodingKeys: String, CodingKey {
    case data
    case next = "next_cursor"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(data, forKey: .data)
    try container.encode(next, forKey: .next)
  }
}
