import DocumentedAPI

/// Departments and people of a throw-away tenant.
struct Staffing: Sendable {
  private let stage: LiveStage
  private let tenant: LiveTenant

  init(_ stage: LiveStage, _ tenant: LiveTenant) {
    self.stage = stage
    self.tenant = tenant
  }

  /// A department; its number is one that nobody has.
  func department(below parent: String?) async throws -> String {
    var body: [String: JSON] = ["name": .text("D \(LiveTenant.word(6))"), "number": .text(LiveTenant.customerService)]
    if let parent { body["parent"] = .text(parent) }
    return try await made("/v1/departments", .object(body))
  }

  /// Somebody who signs in by the tenant's password.
  func person(_ role: String, in departments: [String]) async throws -> (id: String, email: String) {
    let email = "\(LiveTenant.word(8))@\(tenant.domain)"
    let id = try await made(
      "/v1/users",
      .object([
        "email": .text(email), "name": .text("Somebody"), "role": .text(role), "password": .text(tenant.password),
      ]))
    try await move(id, to: departments)
    return (id, email)
  }

  /// Says to which departments somebody belongs.
  func move(_ user: String, to departments: [String]) async throws {
    let answer = try await stage.tenants.ask(
      .json(
        "PUT", "/v1/users/\(user)/departments", .object(["departments": .list(departments.map { .text($0) })])),
      in: tenant)
    _ = try await stage.need(answer, 200, for: "somebody can't be put in a department")
  }

  /// An agent.
  func agent(in departments: [String], user: String? = nil) async throws -> String {
    var body: [String: JSON] = [
      "name": .text("A \(LiveTenant.word(6))"), "departments": .list(departments.map { .text($0) }),
    ]
    if let user { body["user_id"] = .text(user) }
    return try await made("/v1/agents", .object(body))
  }

  private func made(_ path: String, _ body: JSON) async throws -> String {
    let answer = try await stage.tenants.ask(.json("POST", path, body), in: tenant)
    let tree = try await stage.need(answer, 201, for: "nothing can be made by POST \(path)")
    return tree["id"]?.text ?? ""
  }
}
