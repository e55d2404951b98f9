import Testing
import VoiceCore

@Suite("A conversation's failures and what follows")
struct ConversationTests {
  @Test func `the second failed attempt keeps the receptionist on the line`() async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    #expect(try await world.advance(.judged(Attempt.ID(1), .failed), in: place) == .answer(Attempt.ID(1)))
    #expect(try await world.advance(.judged(Attempt.ID(2), .failed), in: place) == .answer(Attempt.ID(2)))
    #expect(try await world.call(place).transfer == nil)
  }

  @Test func `the third failed attempt hands over, and customer service is dialled`() async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    for number in 1...2 { try await world.advance(.judged(Attempt.ID(number), .failed), in: place) }
    let transfer = Transfer(reason: .attemptsExhausted)
    #expect(try await world.advance(.judged(Attempt.ID(3), .failed), in: place) == .handOver(transfer))
    #expect(try await world.call(place).status == .transferring)
    #expect(try await world.pending(place) == [.transfer(transfer)])
    let carrierID = try #require(CarrierCallID("CA1"))
    let next = try await world.next(carrierID, dialled: world.plan.lines[0].number)
    #expect(next == .dial(world.plan.tenant.settings.customerService, announcing: nil, place))
  }

  @Test func `a fourth attempt after the hand-over is nothing`() async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    for number in 1...3 { try await world.advance(.judged(Attempt.ID(number), .failed), in: place) }
    #expect(try await world.advance(.judged(Attempt.ID(4), .failed), in: place) == nil)
    #expect(try await world.call(place).conversation.failedAttempts == 3)
  }

  @Test func `an answered transfer is settled and the end makes the record`() async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    try await world.advance(.personWanted(.callerWish, world.plan.departments[0].id), in: place)
    let carrierID = try #require(CarrierCallID("CA1"))
    let line = world.plan.lines[0].number
    #expect(
      try await world.next(carrierID, dialled: line) == .dial(world.plan.departments[0].number, announcing: nil, place))
    #expect(try await world.report(.answered, of: carrierID, dialled: line) == .done)
    #expect(try await world.pending(place).isEmpty)
    let ended = try await world.end(.carrier(carrierID), of: place.tenant, because: .hungUp)
    #expect(ended.isFirst)
    #expect(CallDetailRecord(of: ended.call)?.transfer?.outcome == .answered)
  }

  @Test func `operators are told of each end and each transfer once`() async throws {
    let world = try await World()
    let told = Told()
    let telemetry = CallTelemetry(
      screened: { told.add("screened \($0)") }, transferred: { told.add("transfer \($0) \($1)") },
      ended: { told.add("ended \($0.status)") })
    let place = try await world.callInProgress().place
    try await world.advance(.personWanted(.callerWish, nil), in: place)
    let carrierID = try #require(CarrierCallID("CA1"))
    let line = world.plan.lines[0].number
    let report = ReportTransfer(store: world.store, time: world.time, telemetry: telemetry)
    for _ in 1...2 { _ = try await report(.answered, of: carrierID, dialled: line) }
    let end = EndCall(store: world.store, time: world.time, telemetry: telemetry)
    for _ in 1...2 { _ = try await end(.carrier(carrierID), of: place.tenant, because: .hungUp) }
    #expect(told.all == ["transfer callerWish answered", "ended completed"])
  }

  @Test func `an unanswered transfer ends with an apology`() async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    try await world.advance(.personWanted(.callerWish, nil), in: place)
    let carrierID = try #require(CarrierCallID("CA1"))
    let line = world.plan.lines[0].number
    #expect(try await world.report(.noAnswer, of: carrierID, dialled: line) == .apologise(.english))
    #expect(try await world.report(.noAnswer, of: carrierID, dialled: line) == .done)
    #expect(try await world.call(place).ending?.cause == .closed)
  }

  @Test func `a cut stream comes back twice and then goes to a person`() async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    let carrierID = try #require(CarrierCallID("CA1"))
    let line = world.plan.lines[0].number
    for stream in 2...ContinueCall.maximumStreams {
      guard case .reconnect(let token, _) = try await world.next(carrierID, dialled: line) else {
        return #expect(Bool(false), "no way back")
      }
      let joined = try await world.join(token: token, carrierCall: "CA1")
      #expect(joined.stream == stream)
      #expect(joined.brief.isResumed)
    }
    let words = Phrase.handOver(toDepartment: nil).text(in: .english)
    #expect(
      try await world.next(carrierID, dialled: line)
        == .dial(
          world.plan.tenant.settings.customerService, announcing: .init(text: words, language: .english), place))
    #expect(try await world.call(place).transfer?.reason == .aiUnavailable)
  }

  @Test func `what the voice AI used is added up in the call and its record`() async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    var used = AIUsage()
    used.audioIn = 100
    used.microdollars = 3200
    try await world.advance(.judged(Attempt.ID(1), .served), noting: [.used(used)], in: place)
    try await KeepNotes(store: world.store, time: world.time)([.used(used)], in: place)
    let ended = try await world.end(.id(place.call), of: place.tenant, because: .hungUp)
    #expect(CallDetailRecord(of: ended.call)?.aiUsage?.microdollars == 6400)
    #expect(CallDetailRecord(of: ended.call)?.aiUsage?.audioIn == 200)
  }

  @Test func `a provider that makes up its counts can't overflow ours`() {
    var absurd = AIUsage()
    absurd.textIn = .max
    #expect((absurd + absurd).textIn == .max)
  }

  @Test func `a stream that was replaced can't end the call any more`() async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    let carrierID = try #require(CarrierCallID("CA1"))
    guard case .reconnect(let token, _) = try await world.next(carrierID, dialled: world.plan.lines[0].number) else {
      return
    }
    _ = try await world.join(token: token, carrierCall: "CA1")
    #expect(try await world.endStream(1, of: place, because: .lost).isFirst == false)
    #expect(try await world.endStream(2, of: place, because: .lost).isFirst)
    #expect(try await world.call(place).status == .failed)
  }

  @Test func `the caller's language is settled once, unless the caller asks`() async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    try await world.advance(.language(.spanish, .detected(confidence: 0.79)), in: place)
    #expect(try await world.call(place).conversation.language == .english)
    try await world.advance(.language(.spanish, .detected(confidence: 0.8)), in: place)
    try await world.advance(.language(.english, .detected(confidence: 1)), in: place)
    #expect(try await world.call(place).conversation.language == .spanish)
    try await world.advance(.language(.english, .requested), in: place)
    #expect(try await world.call(place).conversation.language == .english)
  }
}
