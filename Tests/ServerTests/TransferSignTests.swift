import Testing
import VoiceCore
import Web

@Suite("By what a company's callers are handed to a person", .timeLimit(.minutes(1)))
struct TransferSignTests {
  @Test func `it is chosen in the settings as a whole, and is what it is for everybody unless it is chosen`()
    async throws
  {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    let standard =
      #"{"keywords":[],"emergency_words":[],"vip_numbers":[],"emergencies":true,"frustration":true}"#
    #expect(try await company.get("/v1/settings", token: admin).tree["transfer_signs"] == JSON(standard))
    let changed = await company.send(
      .patch, "/v1/settings",
      #"{"transfer_signs":{"keywords":["My Lawyer"],"vip_numbers":["+15550199001"],"frustration":false}}"#,
      token: admin)
    #expect(changed.status == .ok)
    let chosen =
      #"{"keywords":["my lawyer"],"emergency_words":[],"vip_numbers":["+15550199001"],"emergencies":true,"frustration":false}"#
    #expect(try changed.tree["transfer_signs"] == JSON(chosen))
    _ = await company.send(.patch, "/v1/settings", #"{"transfer_signs":{}}"#, token: admin)
    #expect(try await company.get("/v1/settings", token: admin).tree["transfer_signs"] == JSON(standard))
  }

  @Test func `what can't be a sign is refused by its place`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    for (signs, field) in [
      (#"{"keywords":["lawyer"," … "]}"#, "transfer_signs/keywords/1"),
      (#"{"vip_numbers":["5551234"]}"#, "transfer_signs/vip_numbers/0"),
    ] {
      let refused = await company.send(.patch, "/v1/settings", #"{"transfer_signs":\#(signs)}"#, token: admin)
      #expect(refused.status == .unprocessable)
      #expect(try refused.tree["field"] == .text(field))
    }
  }

  @Test func `what is chosen together is changed together, with one audit entry, or not at all`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    func entries() async throws -> Int {
      try await company.get("/v1/audit-log", query: "limit=500", token: admin).tree["data"]?.items.count ?? 0
    }
    let before = try await company.get("/v1/settings", token: admin).tree
    let refused = await company.send(
      .patch, "/v1/settings",
      #"{"ai_session":{"length_seconds":600},"transfer_signs":{"vip_numbers":["5551234"]}}"#, token: admin)
    #expect(refused.status == .unprocessable)
    #expect(try await company.get("/v1/settings", token: admin).tree == before)
    let known = try await entries()
    let changed = await company.send(
      .patch, "/v1/settings",
      #"{"ai_session":{"length_seconds":600},"transfer_signs":{"vip_numbers":["+15550199001"]}}"#, token: admin)
    #expect(changed.status == .ok)
    #expect(try changed.tree["ai_session"] != before["ai_session"])
    #expect(try changed.tree["transfer_signs"] != before["transfer_signs"])
    #expect(try await entries() == known + 1)
  }
}
