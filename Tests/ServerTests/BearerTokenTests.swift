import Server
import Testing
import VoiceCore
import Web

@Suite("The token before the API")
struct BearerTokenTests {
  @Test func `without a good token every route answers 401 with a challenge`() async throws {
    let company = try await Company().provisioned()
    let expired = try await company.token(of: company.one)
    company.time.pass(AccessClaims.lifetime)
    let id = "01890000-0000-7000-8000-000000000001"
    for path in ["/v1/calls", "/v1/calls/\(id)", "/v1/calls/\(id)/events", "/v1/calls/\(id)/transcript"] {
      let none = await company.get(path, token: nil)
      #expect(none.problem == "401 Not signed in")
      #expect(none.headers["WWW-Authenticate"] == "Bearer")
      for token in ["forged", expired, "two words", ""] {
        let response = await company.get(path, token: token)
        #expect(response.problem == "401 Not signed in")
        #expect(response.headers["WWW-Authenticate"]?.hasPrefix("Bearer") == true)
      }
    }
  }

  @Test func `the scheme's name has no letter case, and two tokens are none`() async throws {
    let company = try await Company().provisioned()
    let token = try await company.token(of: company.one)
    let lower = await company.get("/v1/calls", token: nil, Headers.Field("authorization", "bearer \(token)"))
    #expect(lower.status == .ok)
    let basic = await company.get("/v1/calls", token: nil, Headers.Field("Authorization", "Basic \(token)"))
    #expect(basic.status == .unauthorized)
    let two = await company.get("/v1/calls", token: token, Headers.Field("Authorization", "Bearer \(token)"))
    #expect(two.status == .unauthorized)
  }

  @Test func `a platform administrator names the tenant`() async throws {
    let company = try await Company().provisioned()
    let call = try await company.liveCall(of: company.one)
    let token = try await company.token(of: nil, role: .platformAdmin)
    #expect(await company.get("/v1/calls", token: token).problem == "400 No tenant (VoiceCore-Tenant)")
    let named = await company.get("/v1/calls", token: token, Headers.Field("VoiceCore-Tenant", "\(company.one)"))
    #expect(try named.tree["data"]?.items.compactMap { $0["id"]?.text } == ["\(call.id)"])
    let other = await company.get("/v1/calls", token: token, Headers.Field("VoiceCore-Tenant", "\(company.two)"))
    #expect(try other.tree["data"]?.items.isEmpty == true)
    let nonsense = await company.get("/v1/calls", token: token, Headers.Field("VoiceCore-Tenant", "one"))
    #expect(nonsense.problem == "400 No tenant (VoiceCore-Tenant)")
  }

  @Test(arguments: [Role.agent, .supervisor, .tenantAdmin])
  func `nobody else names another tenant`(role: Role) async throws {
    let company = try await Company().provisioned()
    let token = try await company.token(of: company.one, role: role)
    let other = await company.get("/v1/calls", token: token, Headers.Field("VoiceCore-Tenant", "\(company.two)"))
    #expect(other.problem == "400 No tenant (VoiceCore-Tenant)")
    let own = await company.get("/v1/calls", token: token, Headers.Field("VoiceCore-Tenant", "\(company.one)"))
    #expect(own.status == .ok)
  }
}
