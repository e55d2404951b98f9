import Generators
import Logging
import MediaBridge
import MemoryStore
import NIOCore
import NIOEmbedded
import Synchronization
import Testing
import VoiceCore
import VoiceSockets
import WebSockets

/// A tenant whose people call its receptionist from browsers, with whoever looks after them. The reception is a list of arrivals.
final class Switchboard: Sendable {
  let store = MemoryStore()
  let loop = NIOAsyncTestingEventLoop()
  let time = ManualTime()
  let carrier = ToldCarrier()
  let legs: any LegControl
  let door: VoiceDoor
  let tenant: Tenant.ID
  private let callers: VoiceCallers
  private let secrets = SecretTokens.counting()
  private let ids = IDSource.counting()
  private let held: HeldArrivals

  /// Runs the body at a switchboard, and ends it: whatever happened, no call may be left.
  static func run(
    limits: VoiceLimits = VoiceLimits(), admission: Admission = .open, isOpen: Bool = true,
    _ body: (Switchboard) async throws -> Void
  ) async throws {
    let board = try await Switchboard(limits, admission, isOpen: isOpen)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await board.callers.run() }
      try await body(board)
      board.callers.close()
      group.cancelAll()
    }
    await board.loop.shutdownGracefully()
  }

  private init(_ limits: VoiceLimits, _ admission: Admission, isOpen: Bool) async throws {
    let plan = TestTenant.plan(1)
    try await ProvisionTenant(store: store)(plan)
    tenant = plan.tenant.id
    let apps = AppLegs()
    legs = apps.control(beside: carrier)
    let (log, arrivals) = (Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, HeldArrivals(isOpen: isOpen))
    held = arrivals
    callers = VoiceCallers(
      VoiceCallers.Means(
        answer: AnswerApp(
          store: store,
          answer: AnswerCall(
            store: store, time: time, ids: ids, tokens: secrets, admission: admission,
            desk: ScreeningDesk(store: store, chance: Chance { 6 }))),
        end: EndAppCall(store: store, time: time), ids: ids, time: time, chance: Chance { 0 }, legs: apps,
        eventLoops: loop, address: NodeAddress("https://node1.example"), arrive: arrivals.take),
      log: log)
    door = VoiceDoor(
      check: BearerCheck(
        tokens: NamedTokens(tenant: tenant), keys: AuthenticateAPIKey(store: store, time: time, secrets: secrets),
        time: time),
      attend: AttendCall(
        store: store, time: time,
        auditing: Auditing(time: time, ids: ids, digest: AuditDigest { Array($0.suffix(8)) })),
      erasure: store.erasure, secrets: secrets, limits: limits, callers: callers, log: log
    ) { _ in nil }
  }

  /// The legs that have arrived, in order.
  var arrived: [CallerArrival] { held.all }

  // MARK: Sockets

  func ask(_ token: String, query: String, resuming resume: String? = nil) async -> UpgradeDecision {
    let offered = ["bearer.\(token)"] + (resume.map { ["resume.\($0)"] } ?? [])
    return await door.route.decide(
      UpgradeRequest(
        path: "/v1/voice", query: query,
        headers: UpgradeHeaders([("Sec-WebSocket-Protocol", offered.joined(separator: ", "))])))
  }

  func status(_ token: String, resuming resume: String? = nil) async -> Int {
    switch await ask(token, query: "", resuming: resume) {
    case .accept: 101
    case .refuse(let status, _, _): status
    }
  }

  /// A socket of somebody who is let in, opened.
  func open(
    _ token: String, query: String = "format=mulaw&frame_ms=20", resuming resume: String? = nil
  ) async throws -> CallerSocket {
    guard case .accept(_, _, let makeHandler) = await ask(token, query: query, resuming: resume) else {
      throw StoreFailure.notFound
    }
    let wire = KeptWire()
    let socket = try await loop.executeInContext { [loop] in
      guard let socket = makeHandler(loop) as? VoiceSocket else { throw StoreFailure.corrupt }
      socket.opened(on: wire)
      return NIOLoopBound(socket, eventLoop: loop)
    }
    return CallerSocket(socket: socket, wire: wire, loop: loop)
  }

  /// A caller whose leg has arrived and is listened to, and who was told how to come back.
  func talk(_ token: String) async throws -> (CallerSocket, HeardCaller, CallPlace) {
    let before = arrived.count
    let socket = try await open(token)
    try await until { self.arrived.count > before && socket.wire.resumeToken != nil }
    let arrival = arrived[before]
    let joined = try await JoinStream(store: store, time: time, tokens: secrets)(
      token: arrival.token, carrierCall: arrival.carrierCall)
    let heard = HeardCaller()
    await onLoop { arrival.leg.value.attach(heard) }
    return (socket, heard, joined.place)
  }

  func onLoop(_ body: @escaping @Sendable () -> Void) async {
    try? await loop.executeInContext { body() }
    await loop.run()
  }

  func advance(_ milliseconds: Int64) async { await loop.advanceTime(by: .milliseconds(milliseconds)) }

  /// Waits until it is so; the suite's time limit is the bound.
  func until(_ condition: () async throws -> Bool) async throws {
    while try await !condition() {
      await loop.run()
      await Task.yield()
    }
  }

  // MARK: The store

  func call(_ place: CallPlace) async throws -> Call {
    try #require(
      try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.call(place.call) })
  }

  /// Waits for the call's end, and for whoever looked after it.
  func ending(of place: CallPlace) async throws -> Ending.Cause? {
    try await until { try await self.call(place).hasEnded && self.door.sessionCount == 0 }
    return try await call(place).ending?.cause
  }
}

/// Where legs arrive.
private final class HeldArrivals: Sendable {
  private let isOpen: Bool
  private let arrivals = Mutex<[CallerArrival]>([])

  init(isOpen: Bool) { self.isOpen = isOpen }

  var all: [CallerArrival] { arrivals.withLock { $0 } }

  func take(_ arrival: CallerArrival) -> Bool {
    arrivals.withLock { $0.append(arrival) }
    return isOpen
  }
}

/// A caller's socket with its wire.
struct CallerSocket: Sendable {
  let socket: NIOLoopBound<VoiceSocket>
  let wire: KeptWire
  let loop: NIOAsyncTestingEventLoop

  func send(_ bytes: [UInt8]) async { await onLoop { $0.received(binary: ByteBuffer(bytes: bytes)) } }

  func send(_ text: String) async { await onLoop { $0.received(text: ByteBuffer(string: text)) } }

  func reads(_ isReading: Bool) async {
    wire.read(isReading)
    await onLoop { $0.writabilityChanged(isWritable: isReading) }
  }

  /// The connection is gone, with a closing handshake or without.
  func close(isClean: Bool) async {
    await onLoop {
      $0.closed(
        isClean
          ? WebSocketClosure(code: .normal, began: .peer)
          : WebSocketClosure(code: .abnormal, began: .peer, failure: .connectionLost))
    }
  }

  private func onLoop(_ body: @escaping @Sendable (VoiceSocket) -> Void) async {
    try? await loop.executeInContext { [socket] in body(socket.value) }
    await loop.run()
  }
}

/// Keeps what is sent, for any thread to look at.
final class KeptWire: VoiceWire, Sendable {
  private struct State {
    var isWritable = true
    var texts: [String] = []
    var pieces: [[UInt8]] = []
    var reason: String?
  }

  private let state = Mutex(State())

  var isWritable: Bool { state.withLock { $0.isWritable } }
  var texts: [String] { state.withLock { $0.texts } }
  var pieces: [[UInt8]] { state.withLock { $0.pieces } }
  var reason: String? { state.withLock { $0.reason } }

  func read(_ isReading: Bool) { state.withLock { $0.isWritable = isReading } }
  func send(text: ByteBuffer) { state.withLock { $0.texts.append(String(buffer: text)) } }
  func send(binary: ByteBuffer) { state.withLock { $0.pieces.append(Array(binary.readableBytesView)) } }
  func close(_ code: CloseCode, reason: String) { state.withLock { $0.reason = $0.reason ?? reason } }

  /// The token of the first message.
  var resumeToken: String? {
    guard let parts = texts.first?.split(separator: "\"resume_token\":\""), parts.count == 2 else { return nil }
    return parts[1].split(separator: "\"").first.map(String.init)
  }
}

/// Keeps what a caller's leg tells.
final class HeardCaller: CallerLegListener, Sendable {
  private struct State {
    var audio: [UInt8] = []
    var times: [Int] = []
    var keys: [Character] = []
    var marks: [PlaybackMark] = []
    var writability: [Bool] = []
    var ends: [LegEnd] = []
  }

  private let state = Mutex(State())

  var audio: [UInt8] { state.withLock { $0.audio } }
  var times: [Int] { state.withLock { $0.times } }
  var keys: [Character] { state.withLock { $0.keys } }
  var marks: [PlaybackMark] { state.withLock { $0.marks } }
  var writability: [Bool] { state.withLock { $0.writability } }
  var ends: [LegEnd] { state.withLock { $0.ends } }

  func callerSpoke(_ chunk: AudioChunk, at milliseconds: Int) {
    state.withLock { state in
      state.audio += chunk.muLaw
      state.times.append(milliseconds)
    }
  }
  func callerPressed(_ key: Character) { state.withLock { $0.keys.append(key) } }
  func callerHeard(_ mark: PlaybackMark) { state.withLock { $0.marks.append(mark) } }
  func callerWritabilityChanged(isWritable: Bool) { state.withLock { $0.writability.append(isWritable) } }
  func callerLeft(_ end: LegEnd) { state.withLock { $0.ends.append(end) } }
}

/// A carrier that keeps of which legs it heard.
final class ToldCarrier: LegControl {
  private let names = Mutex<[String]>([])

  /// The legs, in order.
  var legs: [String] { names.withLock { $0 } }

  func hangUp(_ leg: CarrierCallID) async throws(TelephonyFailure) { tell(leg) }
  func state(of leg: CarrierCallID) async throws(TelephonyFailure) -> LegState {
    tell(leg)
    return .live
  }
  func askAnew(about leg: CarrierCallID) async throws(TelephonyFailure) { tell(leg) }
  func askAnew(about leg: CarrierCallID, of place: CallPlace, at turn: Int) async throws(TelephonyFailure) -> Bool {
    tell(leg)
    return true
  }

  private func tell(_ leg: CarrierCallID) { names.withLock { $0.append(leg.text) } }
}
