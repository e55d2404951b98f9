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
}
