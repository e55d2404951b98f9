import Generators
import PropertyTesting
import Synchronization
import VoiceCore

/// A call that we place, on a store and a carrier that loses answers: at most one leg rings for it.
final class OutboundTrial: Sendable {
  private static let id = Call.ID(0xC1)

  private let store: any Store
  private let time = ManualTime()
  private let exchange = LosingExchange()
  private let tenant: Tenant.ID
  private let number: PhoneNumber

  init(_ store: any Store) async throws {
    self.store = store
    let plan = TestTenant.plan(1)
    tenant = plan.tenant.id
    number = plan.tenant.settings.customerService
    try await ProvisionTenant(store: store)(plan)
  }

  /// Plays a history; afterwards the carrier is well, and what is wanted comes to its end.
  func play(_ history: [OutboundStep]) async throws {
    for step in history {
      try await take(step)
      try await requireOneLeg(after: "\(step)")
    }
    exchange.reply(nil, isLost: false)
    for _ in 0..<8 { try await take(.resumed(afterSeconds: 300)) }
    try await requireOneLeg(after: "all")
    let wanted = try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.pendingIntentions(of: Self.id).filter { $0.intention == .dial }
    }
    try require(wanted.isEmpty, "nobody is wanted to be rung for ever")
  }

  private var dialOut: DialOut { DialOut(store: store, dialling: exchange, telephony: exchange, time: time) }

  private func take(_ step: OutboundStep) async throws {
    switch step {
    case .ordered:
      let place = PlaceCall(store: store, dialOut: dialOut, time: time)
      _ = try await place(
        PlaceCall.Order(to: number), as: Self.id, by: .user(User.ID(9), .tenantAdmin, of: tenant), of: tenant)
    case .replies(let failure, let isLost): exchange.reply(failure, isLost: isLost)
    case .resumed(let seconds):
      time.advance(by: .seconds(seconds))
      _ = try await ResumeIntentions(
        store: store, carrier: exchange, dialOut: dialOut, time: time)(of: tenant)
    case .told(let state):
      guard let leg = exchange.legs.last else { return }
      try await HearOfDialled(store: store, time: time)(state, of: leg, CallPlace(tenant: tenant, call: Self.id))
    case .pickedUp:
      guard let leg = exchange.legs.last else { return }
      let tokens = SecretTokens.counting()
      _ = try await AnswerDialled(store: store, time: time, tokens: tokens)(
        leg, of: CallPlace(tenant: tenant, call: Self.id))
    case .ended:
      guard try await call() != nil else { return }
      _ = try await EndCall(store: store, time: time)(.id(Self.id), of: tenant, because: .closed)
    }
  }

  private func requireOneLeg(after step: String) async throws {
    try require(exchange.legs.count <= 1, "one leg for each call, after \(step)")
    guard let call = try await call() else { return }
    try require(
      call.carrierID.isAwaited || exchange.legs.contains(call.carrierID),
      "the call's leg is the one that rings, after \(step)")
    let record = try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.detailRecord(of: Self.id)
    }
    try requireEqual(record != nil, call.hasEnded, "a record of every end, after \(step)")
  }

  private func call() async throws -> Call? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.call(Self.id) }
  }
}

/// A carrier that rings, and whose answers fail or get lost as told.
private final class LosingExchange: Dialling, LegControl {
  private struct State {
    var legs: [CarrierCallID] = []
    var failure: TelephonyFailure?
    var isLost = false
  }

  private let state = Mutex(State())

  var legs: [CarrierCallID] { state.withLock { $0.legs } }

  /// So it answers from now on.
  func reply(_ failure: TelephonyFailure?, isLost: Bool) {
    state.withLock { ($0.failure, $0.isLost) = (failure, isLost) }
  }

  func dial(_ order: DialOrder) async throws(TelephonyFailure) -> CarrierCallID {
    let answer = state.withLock { state -> Result<CarrierCallID, TelephonyFailure> in
      if let failure = state.failure { return .failure(failure) }
      guard let leg = CarrierCallID("CAout\(state.legs.count + 1)") else { return .failure(.unavailable) }
      state.legs.append(leg)
      return state.isLost ? .failure(.unavailable) : .success(leg)
    }
    return try answer.get()
  }

  func legs(from line: PhoneNumber, to number: PhoneNumber, since moment: Timestamp) async throws(TelephonyFailure)
    -> [CarrierCallID]
  {
    try check()
    return legs.reversed()
  }

  func hangUp(_ leg: CarrierCallID) async throws(TelephonyFailure) { try check() }
  func askAnew(about leg: CarrierCallID) async throws(TelephonyFailure) { try check() }
  func askAnew(about leg: CarrierCallID, of place: CallPlace, at turn: Int) async throws(TelephonyFailure) -> Bool {
    try check()
    return true
  }
  func state(of leg: CarrierCallID) async throws(TelephonyFailure) -> LegState {
    try check()
    return .live
  }

  private func check() throws(TelephonyFailure) {
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }
}
