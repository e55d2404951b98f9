import Testing
import VoiceCore
import Web

@Suite("The secrets that a company has taken out of its transcripts", .timeLimit(.minutes(1)))
struct TranscriptSecretTests {
  @Test func `they are chosen in the settings, and go from what is said after that`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    #expect(try await company.get("/v1/settings", token: admin).tree["transcript_secrets"] == JSON("[]"))
    let changed = await company.send(
      .patch, "/v1/settings", #"{"transcript_secrets":[{"words":"Customer PIN","digits_at_most":6}]}"#, token: admin)
    #expect(changed.status == .ok)
    let rule = #"[{"words":"customer pin","digits_at_least":3,"digits_at_most":6}]"#
    #expect(try changed.tree["transcript_secrets"] == JSON(rule))
    let call = try await company.liveCall(of: company.one)
    let place = CallPlace(tenant: company.one, call: call.id)
    let said = ["My customer pin is", "four seven one one", "and my order is 4711"]
    for text in said {
      try await KeepNotes(store: company.store, time: company.time)(
        [.spoken(Utterance(.caller, text, at: company.time.now()))], in: place)
    }
    let transcript = try await company.get("/v1/calls/\(call.id)/transcript", token: admin).tree
    #expect(
      transcript["data"]?.items.compactMap { $0["text"]?.text } == [
        "My customer pin is", "[secret]", "and my order is 4711",
      ])
  }

  @Test func `a rule that can't be one is refused by its place`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    for (rules, field) in [
      (#"[{"words":"PIN"},{"words":" … "}]"#, "transcript_secrets/1/words"),
      (#"[{"words":"PIN","digits_at_least":2}]"#, "transcript_secrets/0/digits"),
      (#"[{"words":"PIN","digits_at_least":9,"digits_at_most":8}]"#, "transcript_secrets/0/digits_at_most"),
    ] {
      let refused = await company.send(.patch, "/v1/settings", #"{"transcript_secrets":\#(rules)}"#, token: admin)
      #expect(refused.status == .unprocessable)
      #expect(try refused.tree["field"] == .text(field))
    }
  }
}
