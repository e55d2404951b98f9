/// Somebody of the tenant's people attends a running call: listens, takes over from the receptionist, hands back, leaves
/// (property 31). Whoever may steer a call may attend it. The audit log notes who listened and who took over.
///
/// What is stored is what is wanted: the session that has the call carries it out, on whichever node the step was taken.
public struct AttendCall: Sendable {
  /// Why it isn't done. Trying again helps for the last only.
  public enum Failure: Error, Equatable, Sendable {
    /// The bearer sees no such call.
    case notFound
    /// A machine has no voice.
    case notAPerson
    /// The call is over, is handed over, or isn't with the receptionist.
    case tooLate
    /// Only who is joined may speak.
    case notJoined
    /// So many are joined already as may be.
    case full
    case store(StoreFailure)
  }

  private let store: any Store
  private let time: any TimeSource
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource, auditing: Auditing) {
    self.store = store
    self.time = time
    self.auditing = auditing
  }

  /// The same, telling the audit log by which request it came.
  public func about(_ request: AuditEntry.RequestID?) -> AttendCall {
    AttendCall(store: store, time: time, auditing: auditing.about(request))
  }

  /// Whether the bearer may attend this call now; changes nothing.
  public func check(_ id: Call.ID, for bearer: Bearer, of tenant: Tenant.ID) async throws(Failure) {
    guard let user = bearer.user else { throw .notAPerson }
    let checked: Result<Void, Failure>
    do throws(StoreFailure) {
      checked = try await store.read(for: tenant) { scope throws(StoreFailure) in
        guard let call = try await scope.call(id, attendedBy: bearer) else { return .failure(.notFound) }
        do throws(Call.Floor.Refusal) {
          return try call.decide(.join, by: user) == nil ? .failure(.tooLate) : .success(())
        } catch {
          return .failure(Failure(error))
        }
      }
    } catch {
      throw .store(error)
    }
    try checked.get()
  }

  /// Takes a step; the answer is who has the floor then. Leaving is too late for nobody: of a call that has gone elsewhere
  /// there is nothing to leave.
  public func callAsFunction(
    _ step: Call.Floor.Step, in id: Call.ID, by bearer: Bearer, of tenant: Tenant.ID
  ) async throws(Failure) -> Call.Floor {
    guard let user = bearer.user else { throw .notAPerson }
    let now = time.now()
    let draft = step.act.map { auditing($0, by: bearer, on: AuditReference(.call, id)) }
    let taken: Result<Call.Floor, Failure>
    do throws(StoreFailure) {
      taken = try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        guard let call = try await scope.call(id, attendedBy: bearer) else { return .failure(.notFound) }
        let decided: Call.Decision?
        do throws(Call.Floor.Refusal) { decided = try call.decide(step, by: user) } catch {
          return .failure(Failure(error))
        }
        guard let decision = decided ?? (step == .leave ? .nothing : nil) else { return .failure(.tooLate) }
        if let draft, decision != .nothing { try await scope.append(draft) }
        return .success(try await scope.commit(decision, to: call, at: now).floor ?? Call.Floor())
      }
    } catch {
      throw .store(error)
    }
    return try taken.get()
  }

  /// Where the node is reached that has a call now; `nil` while none has it, or its address isn't known.
  public func owner(of place: CallPlace) async throws(StoreFailure) -> NodeAddress? {
    try await store.read(for: place.tenant) { scope throws(StoreFailure) in
      try await scope.liveCall(place.call)?.address
    }
  }

  /// Who has the floor of a call.
  public func floor(of place: CallPlace) async throws(StoreFailure) -> Call.Floor {
    try await store.read(for: place.tenant) { scope throws(StoreFailure) in
      guard let call = try await scope.call(place.call) else { throw .notFound }
      return call.floor ?? Call.Floor()
    }
  }
}

extension AttendCall.Failure {
  fileprivate init(_ refusal: Call.Floor.Refusal) {
    switch refusal {
    case .notJoined: self = .notJoined
    case .full: self = .full
    }
  }
}

extension Call.Floor.Step {
  /// What the audit log notes of it.
  fileprivate var act: AuditAction? {
    switch self {
    case .join: .listenToCall
    case .takeOver: .takeOverCall
    case .handBack, .leave: nil
    }
  }
}

extension TenantSnapshot {
  /// One call, if the bearer may attend it.
  func call(_ id: Call.ID, attendedBy bearer: Bearer) async throws(StoreFailure) -> Call? {
    guard let sight = try await sight(of: bearer, by: .steerCalls), let call = try await call(id),
      sight.covers(call.department)
    else { return nil }
    return call
  }
}
