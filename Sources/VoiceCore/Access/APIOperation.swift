/// One operation of the REST API and what it demands of whoever asks for it. Source: the outside contract, section HTTP.
public struct APIOperation: Equatable, Sendable {
  /// What must be shown.
  public enum Demand: Equatable, Sendable {
    /// Nothing: signing in, and what carries its own secret.
    case nothing
    /// A bearer who has this.
    case permission(Permission)
  }

  /// Method and path, as in `GET /v1/calls/{id}`.
  public let route: String
  public let demand: Demand

  /// Whether this bearer may ask for it.
  public func allows(_ bearer: Bearer?) -> Bool {
    switch demand {
    case .nothing: true
    case .permission(let permission): bearer?.allows(permission) ?? false
    }
  }

  /// The operation of a route; `nil` for one that the table doesn't have, which must then not be served.
  public static func at(_ route: String) -> APIOperation? { byRoute[route] }

  private static let byRoute: [String: APIOperation] = Dictionary(
    uniqueKeysWithValues: all.map { ($0.route, $0) })
}
