/// An HTTP response as a value.
public struct Response: Equatable, Sendable {
  public var status: Status
  public var headers: Headers
  public var body: [UInt8]
  /// The body of the same answer to a request that comes again, where this one holds what is shown once; never sent.
  public var repeatedBody: [UInt8]?
  /// What follows the body, for as long as the client stays; `nil` for an answer that ends with its body.
  public var live: LiveBody?

  /// A response; the server adds what every response carries (length, date, request id, security headers).
  public init(_ status: Status, headers: Headers = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// Text of a media type, UTF-8.
  public static func text(_ text: String, type: String = "text/plain; charset=utf-8", status: Status = .ok) -> Response
  {
    Response(status, headers: ["Content-Type": type], body: Array(text.utf8))
  }

  /// JSON bytes.
  public static func json(_ body: [UInt8], status: Status = .ok) -> Response {
    Response(status, headers: ["Content-Type": "application/json"], body: body)
  }

  /// No content.
  public static var noContent: Response { Response(.noContent) }
}
