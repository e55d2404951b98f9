import OpenAI
import Testing
import VoiceCore

@Suite("What a caller leaves with the realtime model", .timeLimit(.minutes(1)))
struct NoteTests {
  private static let message =
    #"{"kind":"call_back","name":"Ana","number":"555 0100","text":null,"when":null,"note":null}"#

  @Test func `it is kept at once, read back, and confirmed when the caller has answered`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("Please call Ana back on 555 0100", item: "u1")
    stage.receive(Provider.created("r1"), Provider.done("r1", calls: [("k1", "take_message", Self.message)]))
    #expect(stage.results.first?.output.contains(#""read_back":"A N A, 5 5 5 0 1 0 0""#) == true)
    #expect(stage.types.last == "response.create", "the model says it back")
    let details = try #require(CallerNote.Details(name: "Ana", number: "5550100"))
    let taken = CallerNote(number: 1, kind: .callBack, details: details, isConfirmed: false)
    #expect(stage.told.contains(.noted(taken)))
    stage.forget()
    stage.speak(
      "a1", "A, N, A, five five five, oh one hundred. Is that right?",
      calls: [("o1", "report_outcome", #"{"attempt":1,"served":true,"reason":"taken down"}"#)])
    stage.callerSays("Yes", item: "u2")
    stage.receive(Provider.created("r2"), Provider.done("r2", calls: [("k2", "confirm_message", #"{"note":1}"#)]))
    #expect(
      stage.told.contains(.noted(CallerNote(number: 1, kind: .callBack, details: details, isConfirmed: true))))
  }

  @Test func `a model that confirms without having asked is told so`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("Please call Ana back on 555 0100", item: "u1")
    stage.receive(
      Provider.created("r1"),
      Provider.done(
        "r1", calls: [("k1", "take_message", Self.message), ("k2", "confirm_message", #"{"note":1}"#)]))
    #expect(stage.results.map(\.call) == ["k1", "k2"])
    #expect(stage.results.last?.output.contains("read back to the caller first") == true)
    #expect(!stage.told.contains { if case .noted(let note) = $0 { note.isConfirmed } else { false } })
  }
}
