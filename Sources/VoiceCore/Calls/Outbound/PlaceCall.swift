/// Somebody of the tenant's people has somebody outside called, who is then connected with the receptionist or with whom
/// the order names.
public struct PlaceCall: Sendable {
  /// Whom to call, and for whom.
  public struct Order: Equatable, Sendable {
    public let number: PhoneNumber
    /// The DID that is shown; one of the department's or of the tenant's when `nil`.
    public let line: PhoneNumber?
    /// Whose call it is.
    public let department: Department.ID?
    /// With whom whoever picks up is connected.
    public let target: RoutingTarget

    /// An order; the receptionist speaks when nobody is named.
    public init(
      to number: PhoneNumber, from line: PhoneNumber? = nil, for department: Department.ID? = nil,
      connecting target: RoutingTarget = .receptionist
    ) {
      self.number = number
      self.line = line
      self.department = department
      self.target = target
    }
  }

  /// Why nobody is called. Trying again later helps for the last five.
  public enum Failure: Error, Equatable, Sendable {
    /// A field names what isn't there, or isn't the bearer's.
    case refused(RefusedSetting)
    /// One of the tenant's limits is met.
    case limited(OutboundLedger.Refusal)
    /// The tenant's credits are spent.
    case noCredits
    /// This node takes no more calls.
    case noRoom(AdmissionRefusal)
    /// No carrier account is configured.
    case noCarrier
    case store(StoreFailure)
  }

  private let store: any Store
  private let dialOut: DialOut?
  private let admission: Admission
  private let time: any TimeSource
  private let telemetry: CallTelemetry

  /// A use case on these ports; without `dialOut` there is no carrier.
  public init(
    store: any Store, dialOut: DialOut?, admission: Admission = .open, time: any TimeSource,
    telemetry: CallTelemetry = .none
  ) {
    self.store = store
    self.dialOut = dialOut
    self.admission = admission
    self.time = time
    self.telemetry = telemetry
  }

  /// Places the call; the answer is how it stands after the carrier was asked. Under the name of one that is there already
  /// nothing is placed: it is the answer.
  /// - Parameter id: the call's name, if it is new.
  public func callAsFunction(
    _ order: Order, as id: Call.ID, by bearer: Bearer, of tenant: Tenant.ID
  ) async throws(Failure) -> Call {
    guard let dialOut else { throw .noCarrier }
    let errand = Errand(order: order, id: id, bearer: bearer, now: time.now(), refusal: admission.refusal())
    let placed: Placed
    do throws(StoreFailure) {
      placed = try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        try await errand.run(in: scope)
      }
    } catch {
      throw .store(error)
    }
    switch placed {
    case .refused(let failure):
      if case .noRoom(let refusal) = failure { telemetry.refused(refusal) }
      throw failure
    case .known(let call): return call
    case .new: return try await dial(id, of: tenant, by: dialOut)
    }
  }
}

extension PlaceCall {
  /// What became of the order in its unit of work.
  private enum Placed: Sendable {
    case new
    case known(Call)
    case refused(Failure)
  }

  /// The first attempt, with whatever comes of it.
  private func dial(_ id: Call.ID, of tenant: Tenant.ID, by dialOut: DialOut) async throws(Failure) -> Call {
    do throws(StoreFailure) {
      try await dialOut.begin(id, of: tenant)
      let call = try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.call(id) }
      guard let call else { throw .notFound }
      return call
    } catch {
      throw .store(error)
    }
  }

  /// What is to be done, with everything that was drawn for it.
  private struct Errand: Sendable {
    let order: Order
    let id: Call.ID
    let bearer: Bearer
    let now: Timestamp
    let refusal: AdmissionRefusal?

    func run(in scope: any TenantScope) async throws(StoreFailure) -> Placed {
      if let known = try await scope.call(id) { return .known(known) }
      let settings = try await scope.openTenant().settings
      let line: PhoneNumber
      switch try await scope.line(for: order, by: bearer) {
      case .success(let found): line = found
      case .failure(let refused): return .refused(.refused(refused))
      }
      if let refusal { return .refused(.noRoom(refusal)) }
      var ledger = try await scope.outboundLedger()
      ledger.drop(try await scope.ended(of: ledger))
      do throws(OutboundLedger.Refusal) {
        try ledger.admit(id, to: order.number, at: now, by: settings.outbound)
      } catch {
        return .refused(.limited(error))
      }
      let (credit, news) = try await scope.admission(at: now, isKept: false)
      if case .turnedAway = credit { return .refused(.noCredits) }
      try await scope.save(ledger)
      let call = Call(
        id: id, carrierID: .awaited(for: id), direction: .outbound, caller: .number(order.number), dialled: line,
        startedAt: now, language: settings.language, connectsTo: order.target,
        credit: credit)
      try await scope.place(call, in: order.department, at: now, with: news)
      return .new
    }
  }
}

extension TenantScope {
  /// The DID that is shown, once the order is found to be one that the bearer may give.
  fileprivate func line(
    for order: PlaceCall.Order, by bearer: Bearer
  ) async throws(StoreFailure) -> Result<PhoneNumber, RefusedSetting> {
    let lines = try await phoneLines()
    guard !lines.contains(where: { $0.number == order.number }) else {
      return .failure(RefusedSetting("to", .loop))
    }
    let ends = try await knownEnds()
    do throws(RefusedSetting) {
      try ends.accept(order.target, as: "connect_to")
    } catch {
      return .failure(error)
    }
    if let department = order.department, try await self.department(department) == nil {
      return .failure(RefusedSetting("department", .unknown))
    }
    if let refused = try await refusal(of: order, by: bearer) { return .failure(refused) }
    if let wanted = order.line {
      return lines.contains { $0.number == wanted } ? .success(wanted) : .failure(RefusedSetting("from", .unknown))
    }
    let standard = lines.first { $0.department == order.department } ?? lines.first
    return standard.map { .success($0.number) } ?? .failure(RefusedSetting("from", .missing))
  }

  /// Who sees some departments only places calls of theirs; who sees what is their own, calls that connect to themselves.
  private func refusal(of order: PlaceCall.Order, by bearer: Bearer) async throws(StoreFailure) -> RefusedSetting? {
    switch try await sight(of: bearer, by: .placeCalls) {
    case .everything: return nil
    case .departments(let seen):
      return order.department.map(seen.contains) ?? false ? nil : RefusedSetting("department", .unknown)
    case .own(let user):
      guard case .agent(let id) = order.target, let agent = try await agent(id), agent.user == user else {
        return RefusedSetting("connect_to", .unknown)
      }
      guard let department = order.department, !agent.departments.contains(department) else { return nil }
      return RefusedSetting("department", .unknown)
    case nil: return RefusedSetting("department", .unknown)
    }
  }

  /// Keeps a call that is to be placed, for this department.
  func place(
    _ call: Call, in department: Department.ID?, at now: Timestamp, with news: [Call.Fact] = []
  ) async throws(StoreFailure) {
    var decision = call.decideWanted()
    decision.facts += news
    if let department {
      decision.facts.append(.routed(CallCourse(.receptionist, department: department, hops: 0, turn: 0), []))
    }
    try await commit(decision, to: call, at: now)
    try await save(LiveCall(call: call.id, holder: .carrier, since: now))
  }

  /// Which of the ledger's calls have ended: those that nobody has any more.
  func ended(of ledger: OutboundLedger) async throws(StoreFailure) -> Set<Call.ID> {
    var ended: Set<Call.ID> = []
    for running in ledger.running where try await liveCall(running.call) == nil { ended.insert(running.call) }
    return ended
  }
}
