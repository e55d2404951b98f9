internal import VoiceCore
internal import Web

/// Events as server-sent events (WHATWG HTML, section 9.2): the simple alternative to the real-time socket, by the same streams.
///
/// Ends by itself after a while, and the client comes again with `Last-Event-ID` and a token that is still good.
final class EventFeed: Sendable {
  /// How long one answer goes on at most.
  static let maximumLife: Duration = .seconds(120)
  /// How often a comment is sent while nothing happens.
  static let heartbeat: Duration = .seconds(15)
  static let lastHeader = "Last-Event-ID"
  private static let mediaType = "text/event-stream"
  /// How many events are taken at once.
  private static let batch = 32

  private enum Wake { case news, heartbeat, end }

  private let seat: EventHub.Seat
  private let wakes: AsyncStream<Wake>
  private let clock: Task<Void, Never>

  private init(_ seat: EventHub.Seat, _ wakes: AsyncStream<Wake>, _ clock: Task<Void, Never>) {
    self.seat = seat
    self.wakes = wakes
    self.clock = clock
  }

  deinit {
    clock.cancel()
    seat.leave()
  }

  /// Whether a request wants events as they happen.
  static func isWanted(by request: Request) -> Bool {
    request.headers.all("Accept").contains { $0.lowercased().contains(mediaType) }
  }

  /// An answer that goes on.
  static func response(
    _ wish: JoinEvents.Wish, by bearer: Bearer, of tenant: Tenant.ID, at hub: EventHub, time: any TimeSource
  ) async throws(EventHub.Refusal) -> Response {
    // One wake-up waits; the end stands for all.
    let (wakes, wake) = AsyncStream.makeStream(of: Wake.self, bufferingPolicy: .bufferingNewest(1))
    let seat = try await hub.enter(wish, by: bearer, of: tenant) { wake.yield(.news) }
    let clock = Task {
      let end = time.now() + maximumLife
      while time.now() < end {
        do { try await time.sleep(for: heartbeat) } catch { break }
        wake.yield(.heartbeat)
      }
      wake.yield(.end)
      wake.finish()
    }
    let feed = EventFeed(seat, wakes, clock)
    var response = Response(.ok, headers: ["Content-Type": mediaType, "X-Accel-Buffering": "no"])
    response.live = LiveBody { await feed.next() }
    return response
  }

  /// The next piece; `nil` at the end.
  private func next() async -> [UInt8]? {
    while !Task.isCancelled {
      guard let (messages, isCutOff) = seat.take(Self.batch) else { return nil }
      guard messages.isEmpty else { return Array(messages.map(Self.text).joined().utf8) }
      var iterator = wakes.makeAsyncIterator()
      guard !isCutOff, let wake = await iterator.next() else { return nil }
      switch wake {
      case .news: continue
      case .heartbeat: return Array(": \n\n".utf8)
      case .end: return nil
      }
    }
    return nil
  }

  private static func text(_ message: EventStream.Message) -> String {
    let id: EventID? =
      switch message {
      case .event(let event, _): event.id
      case .sync(_, let last): last
      }
    return (id.map { "id: \($0)\n" } ?? "") + "data: \(RealtimeMessage.text(message))\n\n"
  }
}
