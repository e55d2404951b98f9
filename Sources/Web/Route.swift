/// One door of the HTTP interface: authenticates, parses, calls one use case, renders. Tested without a socket.
public protocol Route: Sendable {
  var method: Method { get }
  /// `/v1/calls/{id}`: a segment in braces matches one segment and is handed over by that name.
  var path: String { get }
  /// What the OpenAPI document says of it; `nil` for doors that aren't part of the public API.
  var operation: Operation? { get }
  /// How often one address may ask.
  var allowance: RouteAllowance { get }
  /// Answers; total, since every failure has its response.
  func respond(to request: Request) async -> Response
}

extension Route {
  /// Not part of the public API.
  public var operation: Operation? { nil }
  /// As often as it likes.
  public var allowance: RouteAllowance { .any }
}

/// How often one address may ask for a route.
public enum RouteAllowance: Sendable {
  /// Without a bound by address.
  case any
  /// As often as somebody may try to be let in: all routes of this kind count together.
  case authentication
  /// As often as it likes, but only so many at once over all routes of this kind: each answer is large, and in memory until its last byte
  /// is sent.
  case download
}
