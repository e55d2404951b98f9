public import VoiceCore
internal import Web
public import WebSockets

/// Who opens a WebSocket of the API: by `Authorization: Bearer TOKEN`, or, from a browser, which can send no header, by the
/// subprotocol `bearer.TOKEN`. What can be refused before the upgrade is refused there.
public struct SocketAdmission: Sendable {
  /// The longest token that is read, in bytes.
  static let maximumTokenBytes = 8192
  static let bearerPrefix = "bearer."
  private static let tenantHeader = "VoiceCore-Tenant"

  /// Somebody who is let in, and for whose tenant.
  public struct Admitted: Sendable {
    public let bearer: Bearer
    public let tenant: Tenant.ID
    fileprivate let token: String

    /// The header fields by which the REST API knows the same bearer and tenant, for a JSON body.
    public var headers: [(name: String, value: String)] {
      [("Authorization", "Bearer \(token)"), ("Content-Type", "application/json")]
        + (bearer.tenant(named: nil) == tenant ? [] : [(SocketAdmission.tenantHeader, tenant.description)])
    }
  }

  private let check: BearerCheck
  private let erasure: any TenantErasure

  /// Admission by these ports.
  public init(check: BearerCheck, erasure: any TenantErasure) {
    self.check = check
    self.erasure = erasure
  }

  /// Lets in who may do what the route demands.
  public func callAsFunction(_ request: UpgradeRequest, at route: String) async throws(SocketRefusal) -> Admitted {
    let token = try Self.token(of: request)
    let bearer = try await bearer(of: token)
    guard APIOperation.at(route)?.allows(bearer) == true else { throw SocketRefusal(.forbidden, "Forbidden") }
    return Admitted(bearer: bearer, tenant: try await tenant(of: request, for: bearer), token: token)
  }

  /// Whether somebody who was let in still would be: whose token has expired, whose key is revoked or whose tenant is closed
  /// is not. What can't be asked now counts as good.
  public func isStillGood(_ admitted: Admitted) async -> Bool {
    do throws(SocketRefusal) {
      guard try await bearer(of: admitted.token) == admitted.bearer else { return false }
      try await refuseIfClosed(admitted.tenant)
      return true
    } catch {
      return error.problem.status == .unavailable
    }
  }

  private func bearer(of token: String) async throws(SocketRefusal) -> Bearer {
    do throws(BearerCheck.Failure) {
      return try await check(token)
    } catch {
      throw error == .unavailable ? .unavailable : .badToken
    }
  }

  /// The bearer's own tenant, or the one that a platform administrator names. One that is closed lets nobody in.
  private func tenant(of request: UpgradeRequest, for bearer: Bearer) async throws(SocketRefusal) -> Tenant.ID {
    let names = request.headers.all(Self.tenantHeader)
    let named = names.first.flatMap { Tenant.ID($0) }
    guard names.count <= 1, names.isEmpty || named != nil, let tenant = bearer.tenant(named: named) else {
      throw SocketRefusal(
        Problem(
          .badRequest, "No tenant", detail: "Name the tenant by its id, once.", field: Self.tenantHeader, in: .header))
    }
    try await refuseIfClosed(tenant)
    return tenant
  }

  private func refuseIfClosed(_ tenant: Tenant.ID) async throws(SocketRefusal) {
    let isClosed: Bool
    do throws(StoreFailure) { isClosed = try await erasure.closure(of: tenant) != nil } catch { throw .unavailable }
    guard !isClosed else { throw .badToken }
  }

  private static func token(of request: UpgradeRequest) throws(SocketRefusal) -> String {
    let offered = try request.subprotocol(after: bearerPrefix)
    guard let token = offered ?? token(in: request.headers.all("Authorization")),
      token.utf8.count <= maximumTokenBytes
    else { throw .noToken }
    return token
  }

  private static func token(in fields: [String]) -> String? {
    guard fields.count == 1 else { return nil }
    let parts = fields[0].split(separator: " ")
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    return String(parts[1])
  }
}

extension UpgradeRequest {
  /// What stands behind a prefix in the one subprotocol that has it; `nil` where none has.
  public func subprotocol(after prefix: String) throws(SocketRefusal) -> String? {
    let found = subprotocols.filter { $0.hasPrefix(prefix) }
    guard found.count <= 1 else {
      throw SocketRefusal(.badRequest, "Ambiguous", detail: "More than one subprotocol begins with \(prefix)")
    }
    return found.first.map { String($0.dropFirst(prefix.count)) }
  }

  /// The subprotocol to be chosen by a route that has one of its own. A server that chooses none of what was offered is hung up on
  /// by browsers; a token is echoed only to who offers nothing else.
  public func chosenSubprotocol(_ own: String) -> String? {
    let offered = subprotocols
    return offered.contains(own)
      ? own : offered.first { $0.hasPrefix(SocketAdmission.bearerPrefix) } ?? offered.first
  }
}
