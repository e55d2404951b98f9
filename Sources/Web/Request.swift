/// An HTTP request as a value. The sender's address isn't part of it: no route may keep one (property 12).
public struct Request: Sendable {
  public let method: Method
  /// The path as it was sent, percent-encoding untouched, without the query.
  public let path: String
  /// What follows the `?`, untouched; `nil` when there is none.
  public let query: String?
  public let headers: Headers
  /// The whole body, within the server's bound.
  public let body: [UInt8]
  /// What the route's `{name}` segments matched, percent-decoded.
  public var parameters: [String: String]
  /// Names this request in logs and problem documents.
  public let id: String
  /// 128 bits that all requests with one `Idempotency-Key` share: what one of them makes is named by them, so that another
  /// that takes it up makes no second one. `nil` for a request without such a key.
  public var seed: UInt128?
  /// How the places of the list are told that is asked for; `nil` for as they are.
  public var cursors: CursorSeal?

  /// A request of these parts.
  public init(
    _ method: Method, _ path: String, query: String? = nil, headers: Headers = [:], body: [UInt8] = [],
    parameters: [String: String] = [:], id: String = ""
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.parameters = parameters
    self.id = id
  }

  /// Path and query as they were sent.
  public var target: String { query.map { path + "?" + $0 } ?? path }

  /// The fields of the query, decoded, in order.
  public var queryFields: FormFields { FormFields(encoded: query ?? "") ?? FormFields([]) }
}
