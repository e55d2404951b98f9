internal import VoiceCore
internal import Web

/// A route for people and machines that are known: it is asked only when they may ask for it, and knows whose data it
/// may show.
protocol TenantRoute: Sendable {
  var method: Web.Method { get }
  var path: String { get }
  var operation: Operation { get }
  /// Whether it is about one tenant's data or about the tenants themselves.
  var concern: RouteConcern { get }
  /// Answers for the tenant; the token's own or the one that a platform administrator names.
  func respond(to request: Request, for tenant: Tenant.ID, as bearer: Bearer) async -> Response
}

/// Whose data a route is about.
enum RouteConcern: Sendable {
  /// The bearer's tenant, or the one that a platform administrator names.
  case tenant
  /// The tenants: no tenant is named by the bearer or a header. The route is asked for `Tenant.ID.platform`.
  case platform
}

extension TenantRoute {
  var concern: RouteConcern { .tenant }
}
