import MemoryStore
import NIOCore
import NIOPosix
import Server
import Synchronization
import Testing
import VoiceCore
import Web
import WebSockets

@Suite("Events as they happen", .timeLimit(.minutes(1)))
struct RealtimeSocketTests {
  @Test func `a client is told how things stand, then each event with the one before it`() async throws {
    try await Self.withDesk { desk in
      let before = try await desk.company.liveCall(of: desk.company.one)
      let wire = try await desk.open()
      let sync = try await wire.next()
      #expect(sync["type"] == .text("sync") && sync["last_event_id"]?.text?.hasPrefix("\(before.id).") == true)
      #expect(Set(try #require(sync["state"]).members.keys) == ["at", "calls", "agents", "queue", "is_cut"])
      let call = try await desk.company.liveCall(of: desk.company.one)
      try await desk.company.end(call, of: desk.company.one)
      var last = sync["last_event_id"]
      for type in ["call.started", "call.answered", "call.ended"] {
        let event = try await wire.next()
        #expect(event["type"] == .text(type) && event["prev_id"] == last)
        #expect(Set(event.members.keys) == ["id", "prev_id", "type", "at", "data"])
        last = event["id"]
      }
    }
  }

  @Test func `who comes back gets the rest, and with an unknown event how things stand`() async throws {
    try await Self.withDesk { desk in
      let first = try await desk.open()
      let known = try await first.next()["last_event_id"]
      #expect(known == .null)
      _ = try await desk.company.liveCall(of: desk.company.one)
      let last = try #require(try await first.next()["id"]?.text)
      let second = try await desk.open("last_event_id=\(last)")
      let rest = try await second.next()
      #expect(rest["type"] == .text("call.answered") && rest["prev_id"] == .text(last))
      let third = try await desk.open("last_event_id=nonsense")
      #expect(try await third.next()["type"] == .text("sync"))
    }
  }

  @Test func `a command is carried out as the REST API does, and its ref comes back`() async throws {
    try await Self.withDesk { desk in
      let call = try await desk.company.liveCall(of: desk.company.one)
      let wire = try await desk.open("topics=voicemail")
      #expect(try await wire.next()["type"] == .text("sync"))
      desk.send(#"{"type":"end","call_id":"\#(call.id)","ref":"r1"}"#)
      let reply = try await wire.next()
      #expect(reply["type"] == .text("reply") && reply["ref"] == .text("r1") && reply["status"] == .number(200))
      #expect(reply["data"]?["id"] == .text("\(call.id)") && reply["data"]?["ended_at"] != .null)
      desk.send(#"{"type":"transfer","call_id":"\#(call.id)","extension":"12","reason":"caller_wish","ref":"r2"}"#)
      let late = try await wire.next()
      #expect(late["ref"] == .text("r2") && late["problem"]?["status"] == late["status"])
      desk.send(#"{"type":"status","status":"available","ref":"r3"}"#)
      #expect(try await wire.next()["status"] == .number(404), "an administrator takes no calls")
      desk.send(#"{"type":"dance","ref":"r4"}"#)
      let fault = try await wire.next()
      #expect(fault["type"] == .text("error") && fault["code"] == .text("unknown_message"))
      desk.send(#"{"type":"subscribe","topics":["call"],"ref":"r5"}"#)
      #expect(try await wire.next()["status"] == .number(204))
      _ = try await desk.company.liveCall(of: desk.company.one)
      #expect(try await wire.next()["type"] == .text("call.started"))
      for _ in 1...30 { desk.send(#"{"type":"subscribe","topics":[]}"#) }
      while wire.closed == nil { _ = try await wire.next() }
      #expect(wire.closed == "too_many_messages")
    }
  }

  @Test func `a client that doesn't read is cut off, and another isn't`() async throws {
    try await Self.withDesk { desk in
      let (slow, quick) = (TextWire(), try await desk.open())
      #expect(try await quick.next()["type"] == .text("sync"))
      let socket = try await desk.open(on: slow)
      #expect(try await slow.next()["type"] == .text("sync"))
      slow.set(isWritable: false)
      for _ in 1...(EventStream.maximumWaiting / 2 + 1) {
        _ = try await desk.company.liveCall(of: desk.company.one)
        for type in ["call.started", "call.answered"] { #expect(try await quick.next()["type"] == .text(type)) }
      }
      slow.set(isWritable: true)
      socket.eventLoop.execute { socket.value.writabilityChanged(isWritable: true) }
      #expect(try await slow.next()["code"] == .text("too_slow"))
      while slow.closed == nil { await Task.yield() }
      #expect(slow.closed == "too_slow" && quick.closed == nil)
      while desk.hub.count > 1 { await Task.yield() }
    }
  }

  @Test func `events are streamed by the same streams, and the place is given back when the client goes`() async throws
  {
    try await Self.withDesk { desk in
      let token = try await desk.company.token(of: desk.company.one)
      func ask(_ extra: Headers.Field...) async -> Response {
        let headers = [Headers.Field("Authorization", "Bearer \(token)"), Headers.Field("Accept", "text/event-stream")]
        return await desk.company.router.respond(
          to: Request(.get, "/v1/events", headers: Headers(headers + extra), id: "r-1"))
      }
      var response = await ask()
      #expect(response.status == .ok && response.headers["Content-Type"] == "text/event-stream")
      let sync = try #require(await response.live?.next())
      #expect(String(decoding: sync, as: UTF8.self).hasPrefix(#"data: {"last_event_id":null,"state":"#))
      _ = try await desk.company.liveCall(of: desk.company.one)
      let event = String(decoding: try #require(await response.live?.next()), as: UTF8.self)
      let lines = event.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines[0].hasPrefix("id: ") && lines[1].hasPrefix("data: {") && lines[2].isEmpty)
      response.live = nil
      #expect(desk.hub.count == 0)
      response = await ask(Headers.Field("Last-Event-ID", String(lines[0].dropFirst(4))))
      let rest = String(decoding: try #require(await response.live?.next()), as: UTF8.self)
      #expect(rest.contains("call.answered") && !rest.contains("sync"))
    }
  }

  @Test func `who has no token, or may not, is refused before the upgrade`() async throws {
    try await Self.withDesk { desk in
      let token = try await desk.company.token(of: desk.company.one)
      #expect(await desk.status(nil) == 401)
      #expect(await desk.status("nobody") == 401)
      #expect(await desk.status(token) == 101)
      #expect(await desk.status(token, query: "topics=dance") == 400)
      #expect(await desk.status(token, query: "after=1") == 400)
      #expect(desk.hub.count == 0)
    }
  }

  @Test func `however many read, what happens is read once`() async throws {
    let store = CountedStore()
    try await Self.withDesk(over: store) { desk in
      var wires: [TextWire] = []
      for _ in 1...50 { wires.append(try await desk.open()) }
      for wire in wires { #expect(try await wire.next()["type"] == .text("sync")) }
      _ = try await desk.company.liveCall(of: desk.company.one)
      for wire in wires { for _ in 1...2 { _ = try await wire.next() } }
      store.forget()
      _ = try await desk.company.liveCall(of: desk.company.one)
      for wire in wires { for _ in 1...2 { #expect(try await wire.next()["prev_id"] != .null) } }
      // The log may have been looked at once more than it grew.
      #expect(store.asked.count { $0 == "read" } <= 3)
    }
  }

  @Test func `the AsyncAPI document names every message once, and its references lead somewhere`() async throws {
    let operations = OperationsRoutes(
      documenting: [], version: "1.2.3", metrics: PrometheusMetrics(), readiness: [], drain: Drain(), time: HandTime(),
      keySet: "{}")
    let document = try await Router(operations.routes).respond(to: Request(.get, "/asyncapi.json")).tree
    #expect(document["asyncapi"] == .text("3.0.0") && document["info"]?["version"] == .text("1.2.3"))
    let channel = try #require(document["channels"]?["realtime"])
    #expect(channel["address"] == .text("/v1/realtime"))
    let messages = try #require(document["components"]?["messages"]).members
    #expect(Set(messages.keys) == Set(channel["messages"]?.members.keys ?? [:].keys))
    #expect(messages.values.allSatisfy { $0["payload"]?["properties"]?["type"] != nil })
    let operated = (document["operations"]?.members ?? [:]).values.flatMap { $0["messages"]?.items ?? [] }
    #expect(operated.count == messages.count)
    for reference in operated.compactMap({ $0["$ref"]?.text }) {
      #expect(messages[reference.split(separator: "/").last.map(String.init) ?? ""] != nil)
    }
  }

  // MARK: The node

  /// A company with a hub that reads its log.
  struct Desk {
    let company: Company
    let hub: EventHub
    let door: RealtimeDoor
    let opened = Opened()

    /// The last socket that was opened.
    final class Opened: Sendable {
      private let last = Mutex<NIOLoopBound<RealtimeSocket>?>(nil)
      var socket: NIOLoopBound<RealtimeSocket>? { last.withLock { $0 } }
      func set(_ socket: NIOLoopBound<RealtimeSocket>) { last.withLock { $0 = socket } }
    }

    func decision(_ token: String?, query: String? = nil) async -> UpgradeDecision {
      let protocols = token.map { [("Sec-WebSocket-Protocol", "voicecore.realtime, bearer.\($0)")] } ?? []
      return await door.route.decide(
        UpgradeRequest(path: "/v1/realtime", query: query, headers: UpgradeHeaders(protocols)))
    }

    /// The status of a refusal; 101 for who is let in.
    func status(_ token: String?, query: String? = nil) async -> Int {
      switch await decision(token, query: query) {
      case .accept: 101
      case .refuse(let status, _, _): status
      }
    }

    func open(_ query: String? = nil) async throws -> TextWire {
      let wire = TextWire()
      opened.set(try await open(query, on: wire))
      return wire
    }

    @discardableResult func open(_ query: String? = nil, on wire: TextWire) async throws -> NIOLoopBound<RealtimeSocket>
    {
      let token = try await company.token(of: company.one)
      guard case .accept(let chosen, _, let makeHandler) = await decision(token, query: query) else {
        throw StoreFailure.notFound
      }
      #expect(chosen == "voicecore.realtime")
      let loop = MultiThreadedEventLoopGroup.singleton.next()
      return try await loop.submit {
        guard let socket = makeHandler(loop) as? RealtimeSocket else { throw StoreFailure.notFound }
        socket.opened(on: wire)
        return NIOLoopBound(socket, eventLoop: loop)
      }.get()
    }

    /// A message of the client that came last.
    func send(_ text: String) {
      guard let socket = opened.socket else { return }
      socket.eventLoop.execute { socket.value.received(text: ByteBuffer(string: text)) }
    }
  }

  private static func withDesk(
    over store: any ErasableStore = MemoryStore(), _ body: (Desk) async throws -> Void
  ) async throws {
    let company = try await Company(store: store).provisioned()
    let hub = company.hub
    let running = Task { await hub.run() }
    defer { running.cancel() }
    let door = RealtimeDoor(hub: hub, api: company.api, ports: company.ports)
    while !hub.isReady { await Task.yield() }
    try await body(Desk(company: company, hub: hub, door: door))
  }
}
