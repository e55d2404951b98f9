import Foundation
import NIOCore
import NIOPosix
import ServerLaws
import Synchronization
import VoiceCoreCommand
import WebSockets

/// One of the tenant's people at a browser or app, who joins a call or calls: a voice socket that remembers everything, and says what a test says. Audio is
/// μ-law in pieces of 20 ms.
final class OperatorClient: WebSocketHandler, Sendable {
  private struct State {
    var messages: [[String: String]] = []
    var heard: [UInt8] = []
    var closure: WebSocketClosure?
    var socket: WebSocket?
  }

  private let state = Mutex(State())

  /// The text messages, in order; their members as text.
  var messages: [[String: String]] { state.withLock { $0.messages } }
  /// Who had the floor, in order.
  var holders: [String] { messages.filter { $0["type"] == "floor" }.compactMap { $0["holder"] } }
  var errors: [String] { messages.filter { $0["type"] == "error" }.compactMap { $0["code"] } }
  var resumeToken: String? { messages.first?["resume_token"] }
  var heard: [UInt8] { state.withLock { $0.heard } }
  var heardText: String { Spoken.text(heardIn: heard) }
  var closure: WebSocketClosure? { state.withLock { $0.closure } }

  /// Joins a call.
  /// - Throws: `WebSocketClientFailure.refused` with the server's answer.
  static func join(
    _ call: String, of server: LiveServer, token: String, resuming resumeToken: String? = nil,
    query: String = "&format=mulaw&frame_ms=20", limits: WebSocketLimits = WebSocketLimits()
  ) async throws -> OperatorClient {
    try await open("call=\(call)" + query, of: server, token: token, resuming: resumeToken, limits: limits)
  }

  /// Calls the receptionist, or resumes a call.
  static func call(
    _ server: LiveServer, token: String, resuming resumeToken: String? = nil
  ) async throws -> OperatorClient {
    try await open("format=mulaw&frame_ms=20", of: server, token: token, resuming: resumeToken)
  }

  private static func open(
    _ query: String, of server: LiveServer, token: String, resuming resumeToken: String?,
    limits: WebSocketLimits = WebSocketLimits()
  ) async throws -> OperatorClient {
    let client = OperatorClient()
    let url = "ws" + server.deployment.publicURL.dropFirst(4) + "/v1/voice?" + query
    let socket = try await WebSocketClient(eventLoopGroup: MultiThreadedEventLoopGroup.singleton, limits: limits)
      .connect(
        to: url, subprotocols: ["voicecore.voice", "bearer.\(token)"] + (resumeToken.map { ["resume.\($0)"] } ?? [])
      ) { _ in client }
    client.state.withLock { $0.socket = socket }
    return client
  }

  func say(_ muLaw: [UInt8]) { send { $0.send(binary: ByteBuffer(bytes: muLaw)) } }
  func wish(_ type: String) { send { $0.send(text: ByteBuffer(string: #"{"type":"\#(type)"}"#)) } }
  func tell(_ text: String) { send { $0.send(text: ByteBuffer(string: text)) } }
  func leave() { send { $0.close(.normal, reason: "") } }
  func forget() { state.withLock { $0.heard = [] } }

  private func send(_ body: @escaping @Sendable (WebSocket) -> Void) {
    guard let socket = state.withLock({ $0.socket }) else { return }
    socket.eventLoop.execute { body(socket) }
  }

  func opened(_ socket: WebSocket) {}
  func writabilityChanged(isWritable: Bool) {}

  func received(text: ByteBuffer) {
    let object = try? JSONSerialization.jsonObject(with: Data(text.readableBytesView)) as? [String: Any]
    let members = (object ?? [:]).mapValues { "\($0)" }
    state.withLock { $0.messages.append(members) }
  }

  func received(binary: ByteBuffer) { state.withLock { $0.heard += binary.readableBytesView } }

  func closed(_ closure: WebSocketClosure) {
    state.withLock { state in
      state.closure = closure
      state.socket = nil
    }
  }
}
