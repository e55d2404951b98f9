internal import VoiceCore
internal import Web

/// A route for people and machines that are known: it is asked only when they may ask for it, and knows whose data it
/// may show.
protocol TenantRoute: Sendable {
  var method: Web.Method { get }
  var path: String { get }
  var operation: Operation { get }
  /// Answers for the tenant; the token's own or the one that a platform administrator names.
  func respond(to request: Request, for tenant: Tenant.ID, as bearer: Bearer) async -> Response
}
