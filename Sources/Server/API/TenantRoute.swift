internal import VoiceCore
internal import Web

/// A route for signed-in people: it is asked only when a token is good, and knows whose data it may show.
protocol TenantRoute: Sendable {
  var method: Web.Method { get }
  var path: String { get }
  var operation: Operation { get }
  /// Answers for the tenant; the token's own or the one that a platform administrator names.
  func respond(to request: Request, for tenant: Tenant.ID, as claims: AccessClaims) async -> Response
}
