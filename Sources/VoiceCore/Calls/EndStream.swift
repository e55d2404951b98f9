/// A media stream that this node hosted is over: what that means for its call, and who has the call now.
///
/// Only a call's latest stream tells anything, and only while the call is this node's: the carrier may have been told
/// meanwhile to take the call elsewhere, and then closes a stream whose caller is still there.
public struct EndStream: Sendable {
  /// How long after the carrier was told to ask us anew a stream's end isn't taken for the call's: the time of the request,
  /// and of carrying it out.
  public static let redirectTime: Duration = .seconds(30)

  /// How a stream came to its end.
  public enum Cause: Equatable, Sendable {
    /// The carrier said goodbye to it: the caller hung up.
    case stopped
    /// It broke, and the time for coming back is over.
    case lost
    /// We closed it, so the carrier asks what is next.
    case left
  }

  private let store: any Store
  private let time: any TimeSource
  private let telemetry: CallTelemetry
  private let node: Node.ID

  /// A use case on these ports, for streams that this node hosts.
  public init(
    store: any Store, time: any TimeSource, telemetry: CallTelemetry = .none, node: Node.ID = Node.ID(0)
  ) {
    self.store = store
    self.time = time
    self.telemetry = telemetry
    self.node = node
  }

  /// Ends the call where the stream's end is the call's; otherwise the carrier has it, if this node had. Repeating is safe.
  /// - Throws: `.notFound` for a call that the tenant doesn't have.
  @discardableResult
  public func callAsFunction(
    _ stream: Int, of place: CallPlace, because cause: Cause
  ) async throws(StoreFailure) -> EndCall.Outcome {
    let now = time.now()
    let node = node
    let outcome = try await store.transaction(for: place.tenant) { scope throws(StoreFailure) -> EndCall.Outcome in
      guard let call = try await scope.call(place.call) else { throw .notFound }
      guard !call.hasEnded, call.streams == stream else { return EndCall.Outcome(call: call, isFirst: false) }
      let live = try await scope.liveCall(call.id) ?? LiveCall(call: call.id, holder: .node(node), since: now)
      let isOurs = live.holder == .node(node)
      switch cause {
      case .stopped where isOurs && !live.wasRedirected(at: now):
        return EndCall.Outcome(call: try await scope.end(call, because: .hungUp, at: now), isFirst: true)
      case .lost where live.awaitedSince == nil:
        let ended = try await scope.commit(call.decide(streamLost: stream, at: now), to: call, at: now)
        if ended.hasEnded { return EndCall.Outcome(call: ended, isFirst: true) }
      case .stopped, .lost, .left: break
      }
      if isOurs { try await scope.save(live.leftToCarrier(at: now)) }
      return EndCall.Outcome(call: call, isFirst: false)
    }
    if outcome.isFirst { telemetry.ended(outcome.call) }
    return outcome
  }

  /// This node has no stream of a call that was seen as its own: the carrier has it, unless it is held otherwise by now.
  public func callAsFunction(_ seen: LiveCall, of tenant: Tenant.ID) async throws(StoreFailure) -> Bool {
    let now = time.now()
    return try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      guard try await scope.liveCall(seen.call) == seen else { return false }
      try await scope.save(seen.leftToCarrier(at: now))
      return true
    }
  }
}

extension LiveCall {
  fileprivate func wasRedirected(at moment: Timestamp) -> Bool {
    redirectedAt.map { moment < $0 + EndStream.redirectTime } ?? false
  }
}
