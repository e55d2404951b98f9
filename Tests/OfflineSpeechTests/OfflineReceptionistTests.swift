import NIOCore
import Testing
import VoiceCore

@Suite("The offline receptionist", .timeLimit(.minutes(1)))
struct OfflineReceptionistTests {
  @Test func `a caller is welcomed with the menu`() async throws {
    let stage = try await Stage()
    #expect(
      stage.said == [
        "Welcome to Acme.", "For our hours, press 1.", "For sales, press 2.", "To speak with a person, press 0.",
      ])
  }

  @Test func `a key with a meaning is judged served and answered once the core says so`() async throws {
    let stage = try await Stage()
    try await stage.press("1")
    #expect(stage.told == [.heard("[key 1]"), .judged(Attempt.ID(1), .served)])
    #expect(stage.said.isEmpty)
    try await stage.direct(.answer(Attempt.ID(1)))
    #expect(stage.said == ["Nine to five."])
  }

  @Test func `a key without a meaning is a failed attempt, and the menu comes again`() async throws {
    let stage = try await Stage()
    try await stage.press("7")
    #expect(stage.told == [.heard("[key 7]"), .judged(Attempt.ID(1), .failed)])
    try await stage.direct(.answer(Attempt.ID(1)))
    #expect(stage.said.first == "Sorry, that key has no meaning here.")
    #expect(stage.said.count == 4)
  }

  @Test func `an extension that nobody has is told at once, with the menu behind it, and is no attempt`() async throws {
    let stage = try await Stage()
    try await stage.direct(.extensionIsUnknown)
    #expect(stage.silences == 1)
    #expect(stage.said == ["Sorry, nobody has that extension."] + stage.menu)
    #expect(stage.told.isEmpty)
    // The last words leave no room for it.
    try await stage.direct(.close)
    try await stage.direct(.extensionIsUnknown)
    #expect(stage.said.isEmpty)
  }

  @Test func `a silent caller is asked whether they are there, in their language, but not behind the last words`()
    async throws
  {
    let stage = try await Stage()
    try await stage.direct(.announce(.idle))
    #expect(stage.said == ["Are you still there? Otherwise this call ends soon."])
    try await stage.direct(.close)
    try await stage.direct(.announce(.idle))
    #expect(stage.said.isEmpty)
    let other = try await Stage(language: .spanish)
    try await other.direct(.announce(.idle))
    #expect(other.said == ["¿Sigue ahí? Si no, la llamada terminará pronto."])
  }

  @Test func `a person's takeover cuts what is being said, and handed back the menu comes again`() async throws {
    let stage = try await Stage()
    try await stage.press("1")
    try await stage.takeOver(at: 0)
    try await stage.direct(.answer(Attempt.ID(1)))
    #expect(stage.said.isEmpty, "what was to be answered is the person's")
    try await stage.handBack()
    #expect(stage.said == ["I am back. What else can I do for you?"] + stage.menu)
    try await stage.hearAll()
    #expect(stage.told.suffix(4) == stage.said.map(ReceptionistEvent.said)[...])
  }

  @Test func `a department's key and the zero ask for a person`() async throws {
    let stage = try await Stage()
    try await stage.press("2")
    try await stage.press("0")
    #expect(stage.told.contains(.personWanted(.callerWish, stage.department)))
    #expect(stage.told.contains(.personWanted(.callerWish, nil)))
  }

  @Test func `a hand-over is said to its end before it is finished, and keys are deaf from then on`() async throws {
    let stage = try await Stage()
    try await stage.direct(.handOver(Transfer(reason: .attemptsExhausted)))
    #expect(stage.said == ["I am connecting you with customer service. Please hold."])
    try await stage.press("1")
    #expect(!stage.told.contains(.finished))
    try await stage.hearAll()
    #expect(stage.told == [.said("I am connecting you with customer service. Please hold."), .finished])
  }

  @Test func `a key cuts the prompt short, and what wasn't heard doesn't count as said`() async throws {
    let stage = try await Stage()
    try await stage.press("*")
    #expect(stage.silences == 1)
    try await stage.hearAll()
    #expect(stage.told == [.heard("[key *]")] + stage.menu.map(ReceptionistEvent.said))
  }

  @Test func `a caller who talks over the menu hears it again once silent`() async throws {
    let stage = try await Stage()
    try await stage.breakIn()
    #expect(stage.said.isEmpty)
    try await stage.fallSilent()
    #expect(stage.said == stage.menu)
    try await stage.hearAll()
    #expect(stage.told == stage.menu.map(ReceptionistEvent.said), "the lost greeting doesn't count as said")
  }

  @Test func `whoever falls silent while an answer is on its way, or heard, gets no menu over it`() async throws {
    let stage = try await Stage()
    try await stage.press("1")
    try await stage.breakIn()
    try await stage.fallSilent()
    #expect(stage.said.isEmpty)
    try await stage.direct(.answer(Attempt.ID(1)))
    try await stage.fallSilent()
    #expect(stage.said.isEmpty)
  }

  @Test(arguments: [ReceptionistDirective.handOver(Transfer(reason: .attemptsExhausted)), .close])
  func `a caller who talks over the last words gets on without them, once`(last: ReceptionistDirective) async throws {
    let stage = try await Stage()
    try await stage.direct(last)
    try await stage.breakIn()
    #expect(stage.told == [.finished])
    try await stage.fallSilent()
    try await stage.breakIn()
    #expect(stage.told == [.finished] && stage.said.isEmpty)
  }

  @Test func `a hand-over whose last mark gets lost goes on when it must have been heard, once`() async throws {
    let stage = try await Stage(bytesPerCharacter: 100)
    try await stage.direct(.handOver(Transfer(reason: .attemptsExhausted)))
    // 55 characters of 12.5 ms, and the time a mark may take.
    try await stage.pass(.milliseconds(5686))
    #expect(stage.told.isEmpty)
    try await stage.pass(.milliseconds(1))
    #expect(stage.told == [.finished])
    try await stage.hearAll()
    #expect(stage.told == [.finished, .said("I am connecting you with customer service. Please hold.")])
  }

  @Test func `a mark that comes in time finishes a hand-over once`() async throws {
    let stage = try await Stage()
    try await stage.direct(.close)
    try await stage.hearAll()
    try await stage.pass(.seconds(60))
    #expect(stage.told.filter { $0 == .finished }.count == 1)
  }

  @Test func `after the call nothing is finished any more`() async throws {
    let stage = try await Stage()
    try await stage.direct(.close)
    try await stage.leave(at: 0)
    try await stage.pass(.seconds(60))
    #expect(stage.told.isEmpty)
  }

  @Test func `what a caller heard before hanging up is told`() async throws {
    let stage = try await Stage(bytesPerCharacter: 100)
    // The welcome takes 1600 bytes; of the 23 characters of the first offer 13 were heard.
    try await stage.leave(at: 1600 + 1300)
    #expect(stage.told == [.said("Welcome to Acme."), .said("For our …")])
  }

  @Test func `what a caller heard before pressing a key is told before the key`() async throws {
    let stage = try await Stage(bytesPerCharacter: 100)
    try await stage.press("1", afterHearing: 1200)
    #expect(stage.told == [.said("Welcome to …"), .heard("[key 1]"), .judged(Attempt.ID(1), .served)])
  }

  @Test func `what a caller heard before breaking in is told, and later places count from the join`() async throws {
    let stage = try await Stage(bytesPerCharacter: 100)
    let prompts = stage.said.joined().count
    try await stage.breakIn(at: 1600)
    #expect(stage.told == [.said("Welcome to Acme.")])
    try await stage.fallSilent()
    try await stage.breakIn(at: prompts + 2300)
    #expect(stage.told.dropFirst() == [.said("For our hours, press 1.")])
  }

  @Test(arguments: [(0, nil), (100, nil), (700, "Welcome …"), (1399, "Welcome to …"), (1400, "Welcome to Acme.")])
  func `words count as heard that were heard to their end, all of them when hardly anything is missing`(
    place: Int, words: String?
  ) async throws {
    let stage = try await Stage(bytesPerCharacter: 100)
    try await stage.breakIn(at: place)
    #expect(stage.told == (words.map { [.said($0)] } ?? []))
  }

  @Test func `a resumed call goes on counting where it was`() async throws {
    let stage = try await Stage(attemptsSoFar: 2, isResumed: true)
    #expect(stage.said.first == "We were cut off. I am still here.")
    try await stage.press("9")
    #expect(stage.told.last == .judged(Attempt.ID(3), .failed))
  }
}
