import Testing
import VoiceCore

@Suite("What a caller leaves with the receptionist")
struct CallerNoteTests {
  private func details(
    _ name: String? = nil, _ number: String? = nil, _ text: String? = nil
  ) throws -> CallerNote.Details {
    try #require(CallerNote.Details(name: name, number: number, text: text))
  }

  @Test func `a name is read back letter by letter, a number digit by digit`() throws {
    #expect(try details("Ana Díaz", "+15550100").readBack == "A N A D Í A Z, + 1 5 5 5 0 1 0 0")
    #expect(try details(nil, nil, "The roof leaks.").readBack == nil)
    #expect(CallerNote.Details() == nil)
  }

  @Test func `what can be heard wrongly is confirmed by the caller, in a later turn than it was taken`() throws {
    var book = NoteBook()
    let taken = try book.take(.callBack, try details("Ana", "5550100"), in: 3)
    #expect(taken.number == 1 && !taken.isConfirmed)
    #expect(throws: ToolFault.self) { try book.confirm(1, in: 3) }
    let confirmed = try book.confirm(1, in: 4)
    #expect(confirmed.isConfirmed && confirmed.details == taken.details)
    #expect(throws: ToolFault.self) { try book.confirm(1, in: 5) }
  }

  @Test func `a correction has the number of what it corrects, and is confirmed anew`() throws {
    var book = NoteBook(after: 2)
    _ = try book.take(.contact, try details("Ana"), in: 1)
    let corrected = try book.take(.contact, try details("Anna"), correcting: 3, in: 2)
    #expect(corrected.number == 3 && !corrected.isConfirmed)
    #expect(throws: ToolFault.self) { try book.confirm(3, in: 2) }
    #expect(try book.confirm(3, in: 3).details.name == "Anna")
    #expect(throws: ToolFault.self) { try book.take(.contact, try details("Anne"), correcting: 3, in: 4) }
  }

  @Test func `words alone need no confirmation, and there is an end of notes`() throws {
    var book = NoteBook()
    for number in 1...NoteBook.maximumNotes {
      let note = try book.take(.message, try details(nil, nil, "word \(number)"), in: number)
      #expect(note.isConfirmed && note.number == number)
    }
    #expect(throws: ToolFault.self) { try book.take(.message, try details(nil, nil, "one more"), in: 9) }
  }

  @Test func `it is kept from when it is taken, and what is confirmed stays so when it comes once more`() async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    let keep = KeepCallerNote(store: world.store)
    let unconfirmed = CallerNote(
      number: 1, kind: .message, details: try details("Ana", "5550100", "My card is 4111 1111 1111 1111"),
      isConfirmed: false)
    try await keep(unconfirmed, in: place)
    #expect(try await Self.notes(of: place, in: world).map(\.details.text) == ["My card is [card]"])
    #expect(try await Self.notes(of: place, in: world).map(\.isConfirmed) == [false])
    let confirmed = CallerNote(
      number: 1, kind: .message, details: unconfirmed.details, isConfirmed: true)
    try await keep(confirmed, in: place)
    try await keep(unconfirmed, in: place)
    let kept = try await Self.notes(of: place, in: world)
    #expect(kept.map(\.isConfirmed) == [true] && kept.first?.details.number == "5550100")
    _ = try await world.end(.id(place.call), of: place.tenant, because: .hungUp)
    #expect(try await Self.notes(of: place, in: world) == kept, "hanging up loses nothing")
  }

  @Test func `another stream of the call goes on counting`() async throws {
    let world = try await World()
    let joined = try await world.callInProgress()
    #expect(joined.brief.notesSoFar == 0)
    let note = CallerNote(number: 1, kind: .contact, details: try details("Ana"), isConfirmed: false)
    try await KeepCallerNote(store: world.store)(note, in: joined.place)
    #expect(joined.brief.resumed(afterAttempts: 0, notes: 2, in: joined.brief.spoken).notesSoFar == 2)
  }

  @Test func `a model that calls it wrongly reads what it must do`() {
    func fault(_ members: [String: ToolArguments.Value]) -> String? {
      do throws(ToolFault) {
        _ = try ToolReport("take_message", ToolArguments(members))
        return nil
      } catch {
        return error.description
      }
    }
    #expect(fault(["kind": .text("order")])?.hasPrefix("`kind` must be one of message, call_back") == true)
    #expect(fault(["kind": .text("message")])?.hasPrefix("`text` must be what the caller leaves") == true)
    #expect(
      fault(["kind": .text("contact"), "number": .text("five five")])
        == "`number` must be a telephone number of 3 to 15 digits")
    #expect(fault(["kind": .text("contact"), "number": .text("+1 (555) 010-0100")]) == nil)
  }

  private static func notes(of place: CallPlace, in world: World) async throws -> [CallerNote] {
    try await world.store.read(for: place.tenant) { scope throws(StoreFailure) in
      try await scope.callerNotes(of: place.call)?.notes ?? []
    }
  }
}
