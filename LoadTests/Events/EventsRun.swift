internal import AsyncHTTPClient
public import NIOCore
internal import WebSockets

/// How long an event takes to those who listen: sockets of `WS /v1/realtime`, all of one tenant, and calls that begin one after
/// the other. Counted from the moment at which the carrier begins to announce the call, so that screening, the commit and the log
/// are within.
public struct EventsRun: Sendable {
  /// The 99th percentile that is promised for `promisedSockets`, in milliseconds.
  public static let promised = 50.0
  public static let promisedSockets = 1_000
  /// How many sockets a key may have (`EventHub.Limits.maximumOfBearer`).
  public static let socketsOfKey = 16
  /// How many keys a tenant may have, and so how many sockets its run at most.
  public static let mostSockets = 1_600

  /// Between two calls.
  private static let pause = Duration.milliseconds(150)
  /// How long everybody may take to hear of a call.
  private static let patience = TimeAmount.seconds(10)
  private static let openedAtOnce = 32

  private let target: CallsTarget
  private let keys: [String]
  private let group: any EventLoopGroup

  /// - Parameter keys: API keys that may read events, one for each `socketsOfKey` sockets.
  /// - Parameter group: of one thread, on which the clients live.
  public init(to target: CallsTarget, keys: [String], on group: any EventLoopGroup) {
    self.target = target
    self.keys = keys
    self.group = group
  }

  /// Opens so many sockets and has so many calls begin.
  public func callAsFunction(sockets: Int, calls: Int) async throws -> [Figure] {
    let loop = group.next()
    let listeners = try await loop.submit {
      NIOLoopBound(EventListeners(for: "call.started"), eventLoop: loop)
    }.get()
    return try await CarrierClient.running(on: group) { client in
      let clients = WebSocketClient(eventLoopGroup: group, limits: WebSocketLimits(pingInterval: nil))
      let placing = CallPlacing(to: target, client: client, sockets: clients)
      let open = try await open(sockets, clients, listeners, on: loop)
      let samples: (heard: [Double], announced: [Double], missing: Int)
      do {
        samples = try await place(calls, heardBy: sockets, placing, listeners, on: loop)
      } catch {
        Self.close(open)
        throw error
      }
      Self.close(open)
      return figures(sockets, calls, Samples(samples.heard), Samples(samples.announced), samples.missing)
    }
  }

  private func open(
    _ count: Int, _ clients: WebSocketClient, _ listeners: NIOLoopBound<EventListeners>, on loop: any EventLoop
  ) async throws -> [WebSocket] {
    guard count <= keys.count * Self.socketsOfKey else { throw Unexpected() }
    let url = "ws" + target.baseURL.dropFirst(4) + "/v1/realtime"
    let ready = loop.flatSubmit { listeners.value.ready(count, on: loop) }
    let sockets = try await withThrowingTaskGroup(of: WebSocket.self) { tasks in
      var sockets: [WebSocket] = []
      for number in 0..<count {
        if number >= Self.openedAtOnce, let socket = try await tasks.next() { sockets.append(socket) }
        let key = keys[number / Self.socketsOfKey]
        tasks.addTask {
          try await clients.connect(to: url, headers: [("Authorization", "Bearer \(key)")], on: loop) { _ in
            EventListener(listeners.value)
          }
        }
      }
      for try await socket in tasks { sockets.append(socket) }
      return sockets
    }
    let late = loop.scheduleTask(in: .seconds(30)) { listeners.value.giveUp() }
    try await ready.get()
    late.cancel()
    return sockets
  }

  private func place(
    _ calls: Int, heardBy sockets: Int, _ placing: CallPlacing, _ listeners: NIOLoopBound<EventListeners>,
    on loop: any EventLoop
  ) async throws -> (heard: [Double], announced: [Double], missing: Int) {
    var heard: [Double] = []
    var announced: [Double] = []
    var missing = 0
    // The first warms up both sides.
    for number in 0...calls {
      let identity = placing.identity(number)
      let all = loop.flatSubmit { listeners.value.expect(sockets, on: loop) }
      let late = loop.scheduleTask(in: Self.patience) { listeners.value.giveUp() }
      let clock = ContinuousClock()
      let began = clock.now
      _ = try await placing.announce(identity)
      let answered = (clock.now - began) / .nanoseconds(1)
      let times = try await all.get()
      late.cancel()
      try await placing.report(over: identity)
      // What the end of the call tells is out of the way then.
      try await Task.sleep(for: Self.pause)
      guard number > 0 else { continue }
      missing += sockets - times.count
      heard += times.map(Double.init)
      announced.append(answered)
    }
    return (heard, announced, missing)
  }

  private static func close(_ sockets: [WebSocket]) {
    for socket in sockets { socket.eventLoop.execute { socket.close(.normal, reason: "") } }
  }

  private func figures(_ sockets: Int, _ calls: Int, _ heard: Samples, _ announced: Samples, _ missing: Int) -> [Figure]
  {
    let name = sockets == 1 ? "1 socket: " : "\(sockets) sockets: "
    return [
      Figure(
        name + "p50", heard.milliseconds(at: 50), "ms",
        meaning:
          "from the announcement of a call to a socket's hearing of it, \(calls) calls; the announcement itself is "
          + "answered after \(Decimal.text(announced.milliseconds(at: 50), places: 1)) ms (p50)"),
      Figure(
        name + "p99", heard.milliseconds(at: 99), "ms",
        bound: sockets <= Self.promisedSockets ? .atMost(Self.promised) : nil),
      Figure(name + "slowest", heard.milliseconds(at: 100), "ms"),
      Figure(name + "never heard", Double(missing), "", bound: .atMost(0)),
    ]
  }
}
