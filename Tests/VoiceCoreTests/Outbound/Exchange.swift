import Generators
import Synchronization
import VoiceCore

/// A carrier that rings, remembers its legs, and answers as told.
final class Exchange: Dialling {
  private struct State {
    var legs: [CarrierCallID] = []
    var orders: [DialOrder] = []
    var lookUps = 0
    var loses = false
    var failures: [TelephonyFailure] = []
  }

  private let state = Mutex(State())

  /// What was ordered, in order; one leg came of each.
  var orders: [DialOrder] { state.withLock { $0.orders } }
  var lookUps: Int { state.withLock { $0.lookUps } }

  /// The next order is carried out, and its answer lost.
  func loseAnswer() { state.withLock { $0.loses = true } }
  /// The next questions fail so, and nothing is done.
  func fail(_ failures: TelephonyFailure...) { state.withLock { $0.failures += failures } }

  func dial(_ order: DialOrder) async throws(TelephonyFailure) -> CarrierCallID {
    try ask()
    let (leg, isLost) = state.withLock { state in
      guard let leg = CarrierCallID("CAout\(state.legs.count + 1)") else { preconditionFailure("the name is one") }
      state.legs.append(leg)
      state.orders.append(order)
      defer { state.loses = false }
      return (leg, state.loses)
    }
    if isLost { throw .unavailable }
    return leg
  }

  func legs(from line: PhoneNumber, to number: PhoneNumber, since moment: Timestamp) async throws(TelephonyFailure)
    -> [CarrierCallID]
  {
    state.withLock { $0.lookUps += 1 }
    try ask()
    return state.withLock { state in
      zip(state.legs, state.orders).filter { $1.line == line && $1.number == number }.map(\.0).reversed()
    }
  }

  private func ask() throws(TelephonyFailure) {
    let failure = state.withLock { $0.failures.isEmpty ? nil : $0.failures.removeFirst() }
    if let failure { throw failure }
  }
}

/// A tenant with agents, who calls people.
struct CallingDesk {
  let office: CallDesk
  let exchange = Exchange()
  let carrier = Carrier()
  let told = Told()
  let number: PhoneNumber

  var world: World { office.world }
  var telemetry: CallTelemetry {
    CallTelemetry(
      screened: { _ in }, transferred: { _, _ in },
      ended: { [told] in told.add("\($0.direction.rawValue) \($0.status.rawValue)") })
  }
  var dialOut: DialOut {
    DialOut(store: world.store, dialling: exchange, telephony: carrier, time: world.time, telemetry: telemetry)
  }
  var resume: ResumeIntentions {
    ResumeIntentions(store: world.store, carrier: carrier, dialOut: dialOut, time: world.time)
  }
  var hear: HearOfDialled { HearOfDialled(store: world.store, time: world.time, telemetry: telemetry) }

  init(agents: Int = 1) async throws {
    office = try await CallDesk(agents: agents)
    number = office.caller
  }

  func place(
    _ order: PlaceCall.Order? = nil, as id: Int = 0xC1, by role: Role = .tenantAdmin, user: Int = 9
  ) async throws(PlaceCall.Failure) -> Call {
    let place = PlaceCall(store: world.store, dialOut: dialOut, time: world.time)
    return try await place(
      order ?? PlaceCall.Order(to: number), as: Call.ID(UInt128(id)),
      by: .user(User.ID(UInt128(user)), role, of: office.tenant), of: office.tenant)
  }

  func failure(_ work: () async throws(PlaceCall.Failure) -> Call) async -> PlaceCall.Failure? {
    do throws(PlaceCall.Failure) {
      _ = try await work()
      return nil
    } catch { return error }
  }

  func pickUp(_ call: Call) async throws -> AnswerDialled.Answer {
    let pickUp = AnswerDialled(store: world.store, time: world.time, tokens: world.tokens)
    return try await pickUp(call.carrierID, of: spot(call))
  }

  func spot(_ call: Call) -> CallPlace { CallPlace(tenant: office.tenant, call: call.id) }

  func now(_ call: Call) async throws -> Call { try await world.call(spot(call)) }

  func record(of call: Call) async throws -> CallDetailRecord? {
    try await world.store.read(for: office.tenant) { scope throws(StoreFailure) in
      try await scope.detailRecord(of: call.id)
    }
  }

  func allow(atOnce: Int = 10, perMinute: Int = 30) async throws {
    let rules = try OutboundRules(atOnce: atOnce, perMinute: perMinute)
    try await office.change { scope throws(StoreFailure) in
      var tenant = try await scope.openTenant()
      tenant.settings.outbound = rules
      try await scope.save(tenant)
    }
  }
}
