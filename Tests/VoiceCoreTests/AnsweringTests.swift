import Generators
import Testing
import VoiceCore

@Suite("Answering a call")
struct AnsweringTests {
  @Test func `a call to a number of nobody isn't answered`() async throws {
    let world = try await World()
    let stranger = AnswerCall.Announcement(
      carrierID: try #require(CarrierCallID("CA1")), caller: .withheld, dialled: TestTenant.line(of: 9))
    #expect(try await world.answer(stranger) == .unknownNumber)
  }

  @Test func `a withheld caller is answered`() async throws {
    let world = try await World()
    let joined = try await world.callInProgress()
    #expect(try await world.call(joined.place).caller == .withheld)
    #expect(try await world.call(joined.place).status == .inProgress)
  }

  @Test func `the same announcement twice is one call, and only the latest token opens it`() async throws {
    let world = try await World()
    let announced = try world.announcement()
    guard case .connect(let first, let place) = try await world.answer(announced),
      case .connect(let second, let samePlace) = try await world.answer(announced)
    else { return #expect(Bool(false), "not answered") }
    #expect(place == samePlace)
    await #expect(throws: JoinFailure.unknownToken) { try await world.join(token: first, carrierCall: "CA1") }
    #expect(try await world.join(token: second, carrierCall: "CA1").place == place)
  }

  @Test func `a token opens one stream, once`() async throws {
    let world = try await World()
    guard case .connect(let token, _) = try await world.answer(try world.announcement()) else { return }
    _ = try await world.join(token: token, carrierCall: "CA1")
    await #expect(throws: JoinFailure.unknownToken) { try await world.join(token: token, carrierCall: "CA1") }
  }

  @Test func `a token of another call, shown with the wrong call, is used up`() async throws {
    let world = try await World()
    guard case .connect(let token, _) = try await world.answer(try world.announcement()) else { return }
    await #expect(throws: JoinFailure.wrongCall) { try await world.join(token: token, carrierCall: "CA2") }
    await #expect(throws: JoinFailure.unknownToken) { try await world.join(token: token, carrierCall: "CA1") }
  }

  @Test func `a token expires`() async throws {
    let world = try await World()
    guard case .connect(let token, _) = try await world.answer(try world.announcement()) else { return }
    world.time.advance(by: StreamGrant.lifetime)
    await #expect(throws: JoinFailure.expired) { try await world.join(token: token, carrierCall: "CA1") }
  }

  @Test func `a draining node refuses and keeps a record of it`() async throws {
    let world = try await World()
    let answer = world.answer(admission: Admission { .draining })
    guard case .busy(let place) = try await answer(try world.announcement()) else {
      return #expect(Bool(false), "not busy")
    }
    #expect(try await world.call(place).status == .rejected)
    let record = try await world.store.read(for: place.tenant) { scope throws(StoreFailure) in
      try await scope.detailRecord(of: place.call)
    }
    #expect(record?.disposition == .rejected)
  }

  @Test func `operators are told once why a call wasn't taken, and not of one that screening turned away`() async throws
  {
    let world = try await World()
    let told = Told()
    let telemetry = CallTelemetry(
      screened: { _ in }, transferred: { _, _ in }, ended: { _ in }, refused: { told.add("refused \($0)") })
    let answer = AnswerCall(
      store: world.store, time: world.time, ids: world.ids, tokens: world.tokens, admission: Admission { .capacity },
      desk: world.desk, telemetry: telemetry)
    for _ in 1...2 { _ = try await answer(try world.announcement()) }
    #expect(told.all == ["refused capacity"])
  }
}
