import Testing
import VoiceCore

@Suite("Attending a call")
struct AttendCallTests {
  private static func attend(_ world: World) -> AttendCall {
    AttendCall(store: world.store, time: world.time, auditing: world.auditing)
  }

  @Test func `a takeover and its end are facts of the call, and the audit log notes who listened and took over`()
    async throws
  {
    let world = try await World()
    let place = try await world.callInProgress().place
    let attend = Self.attend(world)
    for step in [Call.Floor.Step.join, .takeOver, .takeOver, .handBack, .leave, .leave] {
      _ = try await attend(step, in: place.call, by: world.bearer, of: place.tenant)
    }
    let user = try #require(world.bearer.user)
    let (facts, told) = try await world.store.read(for: place.tenant) { scope throws(StoreFailure) in
      (try await scope.facts(of: place.call), try await scope.auditEntries(after: 0, limit: 10))
    }
    let floor = facts.compactMap { if case .floor(let fact) = $0.fact { fact } else { nil } }
    #expect(floor == [.joined(user), .takenOver(by: user), .handedBack(by: user), .left(user)])
    #expect(
      facts.compactMap(\.fact.eventName).suffix(4) == [
        "call.joined", "call.taken_over", "call.handed_back", "call.left",
      ])
    #expect(told.map(\.entry.action) == [.listenToCall, .takeOverCall])
    #expect(told.allSatisfy { $0.entry.subject == AuditReference(.call, place.call) })
  }

  @Test func `the detail record names who spoke with the caller`() async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    for step in [Call.Floor.Step.join, .takeOver] {
      _ = try await Self.attend(world)(step, in: place.call, by: world.bearer, of: place.tenant)
    }
    _ = try await world.end(.id(place.call), of: place.tenant, because: .hungUp)
    let record = try await world.store.read(for: place.tenant) { scope throws(StoreFailure) in
      try await scope.detailRecord(of: place.call)
    }
    #expect(record?.operators == [try #require(world.bearer.user)])
    #expect(try await world.call(place).floor?.holder == .receptionist, "nobody has a floor that is no more")
  }

  @Test func `while a person speaks the receptionist decides nothing`() async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    let attend = Self.attend(world)
    _ = try await attend(.join, in: place.call, by: world.bearer, of: place.tenant)
    _ = try await attend(.takeOver, in: place.call, by: world.bearer, of: place.tenant)
    for number in 1...3 {
      #expect(try await world.advance(.judged(Attempt.ID(number), .failed), in: place) == nil)
    }
    #expect(try await world.advance(.personWanted(.callerWish, nil), in: place) == nil)
    #expect(try await world.advance(.receptionistFailed, in: place) == nil)
    _ = try await attend(.handBack, in: place.call, by: world.bearer, of: place.tenant)
    #expect(try await world.advance(.judged(Attempt.ID(4), .failed), in: place) == .answer(Attempt.ID(4)))
    #expect(try await world.call(place).conversation.failedAttempts == 1)
  }

  @Test func `nothing is taken over once the call is handed over or is over`() async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    let attend = Self.attend(world)
    _ = try await attend(.join, in: place.call, by: world.bearer, of: place.tenant)
    _ = try await world.advance(.personWanted(.callerWish, nil), in: place)
    await #expect(throws: AttendCall.Failure.tooLate) {
      try await attend(.takeOver, in: place.call, by: world.bearer, of: place.tenant)
    }
    _ = try await world.end(.id(place.call), of: place.tenant, because: .hungUp)
    await #expect(throws: AttendCall.Failure.tooLate) {
      try await attend(.join, in: place.call, by: world.bearer, of: place.tenant)
    }
    #expect(try await attend(.leave, in: place.call, by: world.bearer, of: place.tenant).joined.isEmpty)
  }

  @Test func `a stream that comes anew finds nobody joined`() async throws {
    let world = try await World()
    let joined = try await world.callInProgress()
    for step in [Call.Floor.Step.join, .takeOver] {
      _ = try await Self.attend(world)(step, in: joined.place.call, by: world.bearer, of: joined.place.tenant)
    }
    _ = try await world.endStream(joined.stream, of: joined.place, because: .left)
    guard case .reconnect(let token, _) = try await world.next(joined.carrierID, dialled: world.plan.lines[0].number)
    else { throw StoreFailure.notFound }
    _ = try await world.join(token: token, carrierCall: "CA1")
    let floor = try #require(try await world.call(joined.place).floor)
    #expect(floor.holder == .receptionist && floor.joined.isEmpty && floor.spoke.count == 1)
  }

  @Test(arguments: Role.allCases)
  func `who may steer a call may attend it, as far as they see`(role: Role) async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    let bearer = Bearer.user(Identifier(7), role, of: role == .platformAdmin ? nil : place.tenant)
    // The call is in no department: whoever sees departments, or their own, doesn't see it.
    let sees = role == .platformAdmin || role == .tenantAdmin
    do throws(AttendCall.Failure) {
      try await Self.attend(world).check(place.call, for: bearer, of: place.tenant)
      #expect(sees)
    } catch {
      #expect(!sees && error == .notFound)
    }
  }

  @Test func `another tenant's call isn't there, and a machine has no voice`() async throws {
    let world = try await World()
    let place = try await world.callInProgress().place
    let attend = Self.attend(world)
    await #expect(throws: AttendCall.Failure.notFound) {
      try await attend.check(Identifier(99), for: world.bearer, of: place.tenant)
    }
    let key = Bearer.key(Identifier(3), Permission.keyScopes, of: place.tenant)
    await #expect(throws: AttendCall.Failure.notAPerson) {
      try await attend(.join, in: place.call, by: key, of: place.tenant)
    }
  }
}
