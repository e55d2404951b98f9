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

/// A tenant with a call in progress, and the door through which its people join it. Tokens are names of roles and users. On the main
/// actor, since an embedded loop wants one thread.
@MainActor final class Office {
  nonisolated static let ann: User.ID = Identifier(51)
  nonisolated static let bob: User.ID = Identifier(52)
  nonisolated static let address = NodeAddress("https://node1.example")

  let store = MemoryStore()
  let loop = EmbeddedEventLoop()
  let call: Call
  let tenant: Tenant.ID
  let desk: FakeDesk
  let door: VoiceDoor
  private let time = ManualTime()

  /// - Parameter owner: the node that has the call, where it is another one.
  init(limits: VoiceLimits = VoiceLimits(), at owner: NodeAddress? = nil) async throws {
    let plan = TestTenant.plan(1)
    try await ProvisionTenant(store: store)(plan)
    tenant = plan.tenant.id
    let now = time.now()
    let ringing = TestTenant.call(1, of: 1, at: now)
    call = try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      let rung = try await scope.commit(ringing.decide(announcedWith: .clean, at: now), to: ringing, at: now)
      try await scope.save(LiveCall(call: rung.id, holder: .node(Identifier(1)), since: now, address: owner))
      return try await scope.commit(rung.decide(streamJoinedAt: now), to: rung, at: now)
    }
    let secrets = SecretTokens.counting()
    let (desk, place) = (FakeDesk(loop), CallPlace(tenant: tenant, call: call.id))
    self.desk = desk
    door = VoiceDoor(
      check: BearerCheck(
        tokens: NamedTokens(tenant: tenant), keys: AuthenticateAPIKey(store: store, time: time, secrets: secrets),
        time: time),
      attend: AttendCall(
        store: store, time: time,
        auditing: Auditing(time: time, ids: .counting(), digest: AuditDigest { Array($0.suffix(8)) })),
      erasure: store.erasure, secrets: secrets, address: Self.address, limits: limits,
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    ) { $0 == place && owner == nil ? desk.desk : nil }
  }

  func end() async throws {
    _ = try await EndCall(store: store, time: time)(.id(call.id), of: tenant, because: .hungUp)
  }

  func close() async throws { _ = try await store.erasure.close(tenant, by: .server, at: time.now()) }

  /// What the door says to a request.
  func ask(
    _ token: String?, query: String? = nil, resuming resume: String? = nil, offering more: [String] = [],
    headers: [(String, String)] = []
  ) async -> UpgradeDecision {
    let offered = more + (token.map { ["bearer.\($0)"] } ?? []) + (resume.map { ["resume.\($0)"] } ?? [])
    let protocols = offered.isEmpty ? [] : [("Sec-WebSocket-Protocol", offered.joined(separator: ", "))]
    return await door.route.decide(
      UpgradeRequest(path: "/v1/voice", query: query ?? "call=\(call.id)", headers: UpgradeHeaders(protocols + headers))
    )
  }

  /// The status of a refusal; 101 for who is let in.
  func status(
    _ token: String?, query: String? = nil, resuming resume: String? = nil, headers: [(String, String)] = []
  ) async -> Int {
    switch await ask(token, query: query, resuming: resume, headers: headers) {
    case .accept: 101
    case .refuse(let status, _, _): status
    }
  }

  /// A socket of somebody who is let in, opened.
  func open(_ token: String, query: String? = nil, resuming resume: String? = nil) async throws -> OpenSocket {
    guard case .accept(_, _, let makeHandler) = await ask(token, query: query, resuming: resume) else {
      throw StoreFailure.notFound
    }
    let socket = try #require(makeHandler(loop) as? VoiceSocket)
    let wire = FakeWire()
    socket.opened(on: wire)
    loop.run()
    return OpenSocket(socket: socket, wire: wire, loop: loop)
  }
}

/// A socket with its wire.
@MainActor struct OpenSocket {
  let socket: VoiceSocket
  let wire: FakeWire
  let loop: EmbeddedEventLoop

  func send(_ bytes: [UInt8]) {
    socket.received(binary: ByteBuffer(bytes: bytes))
    loop.run()
  }

  func send(_ text: String) {
    socket.received(text: ByteBuffer(string: text))
    loop.run()
  }

  /// The connection is gone, with a closing handshake or without.
  func close(isClean: Bool) {
    socket.closed(
      isClean
        ? WebSocketClosure(code: .normal, began: .peer)
        : WebSocketClosure(code: .abnormal, began: .peer, failure: .connectionLost))
    loop.run()
  }
}

/// Keeps what is sent.
final class FakeWire: VoiceWire {
  var isWritable = true
  private(set) var texts: [String] = []
  private(set) var pieces: [[UInt8]] = []
  private(set) var closing: (code: CloseCode, reason: String)?

  func send(text: ByteBuffer) { texts.append(String(buffer: text)) }
  func send(binary: ByteBuffer) { pieces.append(Array(binary.readableBytesView)) }
  func close(_ code: CloseCode, reason: String) { closing = closing ?? (code, reason) }

  /// The token of the first message.
  var resumeToken: String? {
    texts.first?.split(separator: "\"resume_token\":\"").last.flatMap { $0.split(separator: "\"").first }.map(
      String.init)
  }
}

/// A session's desk that lets everybody in, and remembers what their legs tell.
final class FakeDesk: Sendable {
  /// What the legs told, in order.
  final class Listener: OperatorLegListener {
    var wishes: [OperatorWish] = []
    var heard: [UInt8] = []
    var departures = 0

    func operatorSpoke(_ chunk: AudioChunk) { heard += chunk.muLaw }
    func operatorWishes(_ wish: OperatorWish) { wishes.append(wish) }
    func operatorLeft() { departures += 1 }
  }

  private struct State {
    var legs: [NIOLoopBound<any OperatorLeg>] = []
    var isOver = false
  }

  let loop: EmbeddedEventLoop
  private let state = Mutex(State())

  init(_ loop: EmbeddedEventLoop) { self.loop = loop }

  /// The legs that were let in, in order.
  var legs: [any OperatorLeg] { state.withLock { $0.legs }.map(\.value) }

  /// The session is over: nobody is let in any more.
  func end() { state.withLock { $0.isOver = true } }

  var desk: VoiceDoor.Desk {
    VoiceDoor.Desk(eventLoop: loop) { [self] leg, _ in
      state.withLock { state in
        guard !state.isOver else { return false }
        state.legs.append(leg)
        return true
      }
    }
  }
}

/// Takes a token for its bearer: `ROLE:USER`, with `elsewhere` behind it for another tenant's.
struct NamedTokens: AccessTokens {
  let tenant: Tenant.ID

  func issue(_ claims: AccessClaims) async throws(AccessTokenFailure) -> String { throw .signingFailed }

  func verify(_ token: String, at moment: Timestamp) async throws(AccessTokenFailure) -> AccessClaims {
    let parts = token.split(separator: "-").map(String.init)
    guard parts.count >= 2, let role = Role(rawValue: parts[0]), let user = UInt128(parts[1]) else {
      throw .badSignature
    }
    return AccessClaims(
      user: Identifier(user), tenant: role == .platformAdmin ? nil : parts.count > 2 ? Identifier(9) : tenant,
      role: role, issuedAt: moment, expiresAt: moment + .seconds(60), id: Identifier(1))
  }
}
