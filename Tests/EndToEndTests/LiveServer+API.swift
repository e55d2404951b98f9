import Foundation
import FoundationNetworking
import Testing
import VoiceCore
import VoiceCoreCommand

extension LiveServer {
  /// What the API answered.
  struct Answer {
    let status: Int
    let fields: [String: Any]
  }

  /// Asks the server's API over its socket.
  func ask(
    _ method: String, _ path: String, _ body: [String: Any]? = nil, token: String? = nil, key: String? = nil
  ) async throws -> Answer {
    var request = URLRequest(url: try #require(URL(string: deployment.publicURL + path)))
    request.httpMethod = method
    if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
    if let key { request.setValue(key, forHTTPHeaderField: "Idempotency-Key") }
    if let body {
      request.setValue("application/json", forHTTPHeaderField: "Content-Type")
      request.httpBody = try JSONSerialization.data(withJSONObject: body)
    }
    let (bytes, response) = try await URLSession.shared.data(for: request)
    let fields = (try? JSONSerialization.jsonObject(with: bytes)) as? [String: Any] ?? [:]
    return Answer(status: (response as? HTTPURLResponse)?.statusCode ?? 0, fields: fields)
  }

  /// The access token of somebody who signs in.
  func signIn(_ domain: String, _ email: String, _ password: String) async throws -> String {
    let answer = try await ask(
      "POST", "/v1/auth/login", ["domain": domain, "email": email, "password": password])
    return try #require(answer.fields["access_token"] as? String)
  }

  /// The access token of somebody who may make tenants, kept at a tenant of their own (`home.example`).
  func platformAdministrator() async throws -> String {
    let password = "four words, no rule"
    let email = try #require(EmailAddress("root@home.example"))
    let service = try #require(PhoneNumber("+15550100391"))
    let verifier = try await deployment.passwords.verifier(for: password)
    try await deployment.provision(
      ProvisionTenant.Plan(
        tenant: Tenant(
          id: deployment.ids(), name: "Home", domain: try #require(TenantDomain("home.example")),
          settings: TenantSettings(customerService: service)),
        lines: [],
        users: [User(id: deployment.ids(), email: email, name: "Root", role: .platformAdmin, password: verifier)]))
    return try await signIn("home.example", email.text, password)
  }
}
