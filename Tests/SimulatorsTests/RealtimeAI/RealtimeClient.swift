import NIOCore
import Simulators
import WebSockets

/// A raw client: sends texts, keeps what comes.
struct RealtimeClient {
  enum Told: Sendable {
    case event(JSONTree)
    /// A text that isn't JSON, or a binary frame.
    case other
    case closed(WebSocketClosure)
  }

  let socket: WebSocket
  private let told: Log<Told>

  static func connect(
    to simulator: RealtimeAISimulator, model: String = "gpt-realtime-2.1", key: String = "sk-test", beta: Bool = false,
    handshakeTimeout: Duration = .seconds(10), on group: any EventLoopGroup
  ) async throws -> RealtimeClient {
    let told = Log<Told>()
    let limits = WebSocketLimits(maximumMessageBytes: 16 << 20, handshakeTimeout: handshakeTimeout)
    let socket = try await WebSocketClient(eventLoopGroup: group, limits: limits).connect(
      to: simulator.url + "?model=" + model,
      headers: [("Authorization", "Bearer \(key)")] + (beta ? [("OpenAI-Beta", "realtime=v1")] : [])
    ) { _ in Handler(told) }
    return RealtimeClient(socket: socket, told: told)
  }

  func send(_ text: String) {
    socket.eventLoop.execute { [socket] in socket.send(text: ByteBuffer(string: text)) }
  }

  func close() {
    socket.eventLoop.execute { [socket] in socket.close(.normal, reason: "") }
  }

  /// All events up to the first of this type, once it is there; all there are when the socket closes before.
  func events(to type: String, count: Int = 1) async -> [JSONTree] {
    var wanted = 1
    while true {
      let all = await told.first(wanted)
      let events = all.compactMap { if case .event(let event) = $0 { event } else { nil } }
      let isClosed = all.contains { if case .closed = $0 { true } else { false } }
      if isClosed || events.filter({ $0["type"]?.text == type }).count >= count { return events }
      wanted = all.count + 1
    }
  }

  func closure() async -> WebSocketClosure {
    var wanted = 1
    while true {
      let all = await told.first(wanted)
      if case .closed(let closure) = all.last { return closure }
      wanted = all.count + 1
    }
  }

  private final class Handler: WebSocketHandler {
    private let told: Log<Told>
    init(_ told: Log<Told>) { self.told = told }
    func opened(_ socket: WebSocket) {}
    func received(text: ByteBuffer) {
      told.append(JSONTree(text.readableBytesView).map { .event($0) } ?? .other)
    }
    func received(binary: ByteBuffer) { told.append(.other) }
    func writabilityChanged(isWritable: Bool) {}
    func closed(_ closure: WebSocketClosure) { told.append(.closed(closure)) }
  }
}
