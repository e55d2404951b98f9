import NIOCore
import NIOEmbedded
import Testing
import WebSockets

@Suite("Pings")
struct LivenessTests {
  private let limits = WebSocketLimits(pingInterval: .seconds(15), missedPongsBeforeDead: 2)

  @Test func `a ping goes out at every interval and a pong keeps the socket`() throws {
    let end = try EmbeddedSocket(limits: limits)
    end.advance(.milliseconds(14_999))
    #expect(try end.sent().isEmpty)
    end.advance(.milliseconds(1))
    for _ in 0..<10 {
      #expect(try end.sent().map(\.opcode) == [Frame.Opcode.ping])
      try end.receive(Frame(opcode: Frame.Opcode.pong))
      end.advance(.seconds(15))
    }
    #expect(end.channel.isActive)
  }

  @Test func `a peer that leaves two pings unanswered is dead`() throws {
    let end = try EmbeddedSocket(limits: limits)
    end.advance(.seconds(30))
    #expect(try end.sent().map(\.opcode) == [Frame.Opcode.ping, Frame.Opcode.ping])
    end.advance(.milliseconds(14_999))
    #expect(end.channel.isActive)
    end.advance(.milliseconds(1))
    #expect(!end.channel.isActive)
    #expect(end.closures == [WebSocketClosure(code: .abnormal, began: .local, failure: .peerUnresponsive)])
    #expect(try end.sent().isEmpty)
  }

  @Test func `one pong answers several pings`() throws {
    let end = try EmbeddedSocket(limits: limits)
    end.advance(.seconds(30))
    try end.receive(Frame(opcode: Frame.Opcode.pong))
    end.advance(.seconds(30))
    #expect(end.channel.isActive)
    end.advance(.seconds(15))
    #expect(!end.channel.isActive)
  }

  @Test func `no pings are sent while closing or when unwanted`() throws {
    let closing = try EmbeddedSocket(limits: WebSocketLimits(pingInterval: .seconds(1), closeTimeout: .seconds(10)))
    closing.socket.close(.normal, reason: "")
    closing.advance(.seconds(5))
    #expect(try closing.sent().map(\.opcode) == [Frame.Opcode.close])
    let quiet = try EmbeddedSocket(limits: WebSocketLimits(pingInterval: nil))
    quiet.advance(.hours(1))
    #expect(try quiet.sent().isEmpty)
    #expect(quiet.channel.isActive)
  }

  @Test func `a client masks its pings and pongs`() throws {
    let end = try EmbeddedSocket(.client, limits: limits)
    end.advance(.seconds(15))
    try end.receive(Frame(opcode: Frame.Opcode.ping, payload: [1, 2, 3]).unmasked)
    #expect(
      try end.sent() == [Frame(opcode: Frame.Opcode.ping), Frame(opcode: Frame.Opcode.pong, payload: [1, 2, 3])])
  }
}
