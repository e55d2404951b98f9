public import Logging
public import MediaBridge
public import NIOCore
public import VoiceCore

/// The realtime model of OpenAI as a receptionist: one WebSocket a call, on the caller's event loop, μ-law both ways.
/// Source: OpenAI Realtime API (GA), WebSocket.
public struct OpenAIRealtime: VoiceAI {
  private let settings: OpenAIRealtimeSettings
  private let connector: RealtimeConnector
  private let limits: OpenAILimits
  private let log: Logger
  private let chance: Chance?
  private let shelf = KnowledgeShelf()

  /// A receptionist with these settings; nothing is connected yet.
  /// - Parameter chance: decides how much of each pause before another try is waited; see `RealtimeSession`.
  /// - Parameter eventLoopGroup: made of `NIOPosix` loops; the places of joins are among them.
  public init(
    _ settings: OpenAIRealtimeSettings, eventLoopGroup: any EventLoopGroup, log: Logger,
    limits: OpenAILimits = OpenAILimits(), chance: Chance? = nil
  ) {
    self.chance = chance
    self.settings = settings
    self.limits = limits
    self.log = log
    connector = RealtimeConnector(settings, eventLoopGroup: eventLoopGroup, limits: limits)
  }

  /// Connects and sets the session up, in `OpenAILimits.maximumSetup` at most.
  /// - Throws: `.notAvailable` for a key, model or setting that the provider refuses, else `.unreachable`; no socket is
  ///   left then, nor when the task is cancelled.
  public func join(
    _ brief: ReceptionistBrief, at place: any EventLoop, tell: @escaping @Sendable (ReceptionistEvent) -> Void
  ) async throws(VoiceAIFailure) -> ReceptionistSeat<NIOLoopBound<any ReceptionistLeg>> {
    let ready = place.makePromise(of: Void.self)
    let entries = RealtimeSession.lookedUp(of: brief, limits: limits)
    let knowledge = entries.isEmpty ? KnowledgeIndex([]) : await shelf.index(of: entries)
    let leg = try await onLoop(place) { makeLeg(for: brief, knowing: knowledge, at: place, ready: ready, tell: tell) }
    do {
      // The last hop is within, too: whoever cancels meanwhile gets no leg, so none may be left with an open socket.
      return try await withTaskCancellationHandler {
        try await connect(leg, at: place)
        try await ready.futureResult.get()
        let erased = try await onLoop(place) { NIOLoopBound(leg.value as any ReceptionistLeg, eventLoop: place) }
        guard !Task.isCancelled else { throw VoiceAIFailure.unreachable }
        return ReceptionistSeat(leg: erased) { directive in
          place.execute { leg.value.directed(directive) }
        }
      } onCancel: {
        place.execute { leg.value.abandon() }
      }
    } catch {
      place.execute { leg.value.abandon() }
      throw error as? VoiceAIFailure ?? .unreachable
    }
  }

  private func makeLeg(
    for brief: ReceptionistBrief, knowing knowledge: KnowledgeIndex, at place: any EventLoop,
    ready: EventLoopPromise<Void>,
    tell: @escaping @Sendable (ReceptionistEvent) -> Void
  ) -> NIOLoopBound<RealtimeLeg> {
    let again = Reconnection(connector, on: place)
    let leg = RealtimeLeg(
      RealtimeSession(for: brief, settings, limits: limits, knowledge: knowledge, chance: chance), on: place, log: log,
      ready: ready, reconnect: { again.begin(for: $0) }, tell: tell)
    return NIOLoopBound(leg, eventLoop: place)
  }

  /// A failure ends the leg first, so that its promise is kept.
  private func connect(_ leg: NIOLoopBound<RealtimeLeg>, at place: any EventLoop) async throws(VoiceAIFailure) {
    do throws(VoiceAIFailure) {
      try await connector.connect(leg, on: place)
    } catch {
      place.execute { leg.value.lost(error) }
      throw error
    }
  }

  private func onLoop<Value: Sendable>(
    _ place: any EventLoop, _ body: @escaping @Sendable () -> Value
  ) async throws(VoiceAIFailure) -> Value {
    do {
      return try await place.submit(body).get()
    } catch {
      throw .unreachable
    }
  }
}
