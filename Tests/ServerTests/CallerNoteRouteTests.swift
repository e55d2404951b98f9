import Testing
import VoiceCore
import Web

@Suite("What callers left, over the API", .timeLimit(.minutes(1)))
struct CallerNoteRouteTests {
  @Test func `it is read under the call, by those who may read what was said`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    let call = try await company.liveCall(of: company.one)
    let path = "/v1/calls/\(call.id)/notes"
    #expect(try await company.get(path, token: admin).tree["data"] == JSON("[]"))
    let details = try #require(CallerNote.Details(name: "Ana", number: "+15550100", when: "after four"))
    try await KeepCallerNote(store: company.store)(
      CallerNote(number: 1, kind: .appointment, details: details, isConfirmed: false),
      in: CallPlace(tenant: company.one, call: call.id))
    let note =
      #"[{"note":1,"kind":"appointment","confirmed":false,"name":"Ana","number":"+15550100","text":null,"when":"after four"}]"#
    #expect(try await company.get(path, token: admin).tree["data"] == JSON(note))
    let summary = try await company.get("/v1/calls/\(call.id)/summary", token: admin).tree
    #expect(summary["outcome"] == .null)
    #expect(try summary["notes"] == JSON(note))
    #expect(await company.get("/v1/calls/\(Call.ID(999))/notes", token: admin).status == .notFound)
  }
}
