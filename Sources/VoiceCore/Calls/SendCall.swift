/// Somebody of the tenant's people sends a call somewhere: to a person, a department, its queue, voicemail or a number; or
/// brings somebody into the talk.
///
/// Who speaks with the receptionist is handed over, who waits, rings or talks leaves where they are; the carrier is told to
/// ask what is next, at once, and again by whoever carries out intentions where that didn't work.
public struct SendCall: Sendable {
  /// Where to, and why.
  public struct Order: Sendable {
    public let destination: Destination
    public let reason: TransferReason
    public let mode: Mode

    /// An order.
    public init(_ destination: Destination, because reason: TransferReason, _ mode: Mode = .cold) {
      self.destination = destination
      self.reason = reason
      self.mode = mode
    }
  }

  /// How the caller gets there.
  public enum Mode: String, Sendable, CaseIterable {
    /// Whoever picks up has the caller at once.
    case cold
    /// Whoever picks up is asked first.
    case warm
    /// Whoever picks up is asked first, and joins the caller and whoever talks with them.
    case conference
  }

  /// Where somebody may send a call.
  public enum Destination: Equatable, Sendable {
    case target(RoutingTarget)
    case `extension`(Extension)
  }

  /// Why it isn't done. Trying again helps for the last only.
  public enum Failure: Error, Equatable, Sendable {
    /// The bearer sees no such call.
    case notFound
    /// It is over, or just being handed over.
    case tooLate
    /// `to` names somebody who isn't there or can't be sent to; `reason` can't be given by people.
    case refused(RefusedSetting)
    /// The caller is at a browser or app, and can't be put through to anybody.
    case noTelephone
    /// Somebody is to join a talk, and the caller talks with nobody of ours, or the carrier hasn't told on which line.
    case noTalk
    /// Somebody is to join a talk, and as many are in it as can be.
    case full
    /// Somebody is to join a talk, and nobody whom the rules lead to can be rung now.
    case nobodyFree
    case store(StoreFailure)
  }

  private let store: any Store
  private let askAnew: AskAnew?
  private let time: any TimeSource
  private let zones: any TimeZones

  /// A use case on these ports; without a carrier others bring the order about.
  public init(
    store: any Store, carrier: (any LegControl)?, time: any TimeSource, zones: any TimeZones = NoTimeZones()
  ) {
    self.store = store
    askAnew = carrier.map { AskAnew(store: store, carrier: $0, time: time) }
    self.time = time
    self.zones = zones
  }

  /// Sends the call; the answer is how it stands then.
  public func callAsFunction(
    _ id: Call.ID, _ order: Order, by bearer: Bearer, of tenant: Tenant.ID
  ) async throws(Failure) -> Call {
    let errand = Errand(id, order, by: bearer, at: time.now(), zones)
    let sent: Sent
    do throws(StoreFailure) {
      sent = try await store.transaction(for: tenant) { scope throws(StoreFailure) in try await errand.run(in: scope) }
    } catch {
      throw .store(error)
    }
    switch sent {
    case .refused(let failure): throw failure
    case .sent(let call):
      // What doesn't work stays wanted: those who carry out intentions take it up.
      try? await askAnew?(
        CallPlace(tenant: tenant, call: call.id), only: call.course?.conference?.host?.leg)
      return call
    }
  }

  private enum Sent: Sendable {
    case sent(Call)
    case refused(Failure)
  }

  /// What is to be done.
  private struct Errand: Sendable {
    let id: Call.ID
    let order: Order
    let bearer: Bearer
    let now: Timestamp
    let zones: any TimeZones

    init(_ id: Call.ID, _ order: Order, by bearer: Bearer, at now: Timestamp, _ zones: any TimeZones) {
      (self.id, self.order, self.bearer, self.now, self.zones) = (id, order, bearer, now, zones)
    }

    func run(in scope: any TenantScope) async throws(StoreFailure) -> Sent {
      guard let sight = try await scope.sight(of: bearer, by: .steerCalls), let call = try await scope.call(id),
        sight.covers(call.department)
      else { return .refused(.notFound) }
      guard !call.carrierID.isApp || call.hasEnded else { return .refused(.noTelephone) }
      guard order.reason != .attemptsExhausted else { return .refused(.refused(RefusedSetting("reason", .malformed))) }
      guard let target = try await scope.target(of: order.destination) else {
        return .refused(.refused(RefusedSetting("to", .unknown)))
      }
      guard target.suits(order.mode) else { return .refused(.refused(RefusedSetting("mode", .malformed))) }
      let flow = CallFlow(scope: scope, zones: zones, now: now)
      let manner: Transfer.Manner
      switch order.mode {
      case .cold: manner = .cold
      case .warm: manner = .warm
      case .conference:
        switch try await flow.confer(call, with: target, because: order.reason) {
        case .success(let sent): return .sent(sent)
        case .failure(let failure): return .refused(failure)
        }
      }
      guard let sent = try await flow.send(call, to: target, because: order.reason, manner) else {
        return .refused(.tooLate)
      }
      return .sent(sent)
    }
  }
}

extension TenantSnapshot {
  /// Where an order leads; `nil` when nobody is there, or the receptionist, who doesn't take calls back.
  fileprivate func target(of destination: SendCall.Destination) async throws(StoreFailure) -> RoutingTarget? {
    switch destination {
    case .extension(let number):
      switch try await owner(of: number) {
      case .agent(let id): return .agent(id)
      case .department(let id): return .department(id)
      case nil: return nil
      }
    case .target(let target):
      switch target {
      case .agent(let id): return try await agent(id) == nil ? nil : target
      case .department(let id), .queue(let id), .voicemail(let id?):
        return try await department(id) == nil ? nil : target
      case .voicemail(nil), .outside, .farewell: return target
      case .receptionist: return nil
      }
    }
  }
}

extension CallFlow {
  /// `nil` when it is too late for that.
  func send(
    _ call: Call, to target: RoutingTarget, because reason: TransferReason, _ manner: Transfer.Manner
  ) async throws(StoreFailure) -> Call? {
    guard !call.hasEnded else { return nil }
    if call.isBesideReceptionist, call.course?.stop != .done {
      var flow = self
      let back = try await back(of: call)
      flow.asking = .some(manner == .warm ? CallCourse.Asking(back: back) : nil)
      // An agent to whom the caller may come back writes no notes meanwhile.
      let isComingBack = if case .agent = back { manner == .warm } else { false }
      let left = try await scope.leaveStop(of: call, as: .sentOn, at: now, notes: isComingBack ? .zero : nil)
      let isHeld = if case .waiting = call.course?.stop { true } else { false }
      let sent = try await flow(.sendTo(target), for: left)
      // Who waits asks by themselves before long.
      return isHeld ? sent : try await scope.commit(Call.Decision(intentions: [.redirect]), to: sent, at: now)
    }
    let decision = call.decide(sentTo: target, because: reason, manner)
    guard decision != .nothing else { return nil }
    let sent = try await scope.commit(decision, to: call, at: now)
    // The stream that the carrier closes then isn't a caller who hung up.
    if let live = try await scope.liveCall(call.id) { try await scope.save(live.sentOn(at: now)) }
    return sent
  }
}

extension RoutingTarget {
  /// Who is asked first must be somebody who is rung; who joins a talk, somebody who comes at once.
  fileprivate func suits(_ mode: SendCall.Mode) -> Bool {
    switch self {
    case .agent, .department, .outside: true
    case .queue: mode != .conference
    case .voicemail, .receptionist, .farewell: mode == .cold
    }
  }
}
