internal import VoiceCore
internal import Web

/// Who may ask for an operation, as the one table of operations says it (`APIOperation`): the document and the page of docs show it.
struct OperationAccess {
  /// The member of an operation in the document; a name of our own, which OpenAPI lets begin with `x-`.
  static let member = "x-voicecore-access"

  private let permission: Permission

  /// What a route, as `GET /v1/calls`, demands; `nil` where nothing is demanded, and for one that is served to nobody.
  init?(of route: String) {
    guard case .permission(let demanded)? = APIOperation.at(route)?.demand else { return nil }
    permission = demanded
  }

  /// As an API key's scopes name it.
  var scope: String { permission.rawValue }

  /// Whether an API key may be given the scope.
  var isForKeys: Bool { Permission.keyScopes.contains(permission) }

  /// Who may, and how far, in the order of the roles.
  var roles: [(role: String, reach: String)] {
    Role.allCases.compactMap { role in role.reach(of: permission).map { (role.rawValue, Self.word(for: $0)) } }
  }

  var json: String {
    JSONWriting.object([
      ("scope", JSONText.string(scope)), ("api_key", isForKeys ? "true" : "false"),
      ("roles", JSONWriting.object(roles.map { ($0.role, JSONText.string($0.reach)) })),
    ])
  }

  private static func word(for reach: Reach) -> String {
    switch reach {
    case .own: "own"
    case .department: "department"
    case .tenant: "tenant"
    }
  }
}
