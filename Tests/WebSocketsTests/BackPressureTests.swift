import NIOCore
import NIOEmbedded
import Testing
import WebSockets

@Suite("A peer that reads slowly")
struct BackPressureTests {
  @Test func `writability is told when it changes`() throws {
    let end = try EmbeddedSocket()
    end.channel.isWritable = false
    end.channel.pipeline.fireChannelWritabilityChanged()
    #expect(!end.socket.isWritable)
    end.channel.pipeline.fireChannelWritabilityChanged()
    end.channel.isWritable = true
    end.channel.pipeline.fireChannelWritabilityChanged()
    #expect(end.socket.isWritable)
    #expect(end.told == [.opened, .writable(false), .writable(true)])
  }

  @Test func `frames of one turn of the loop are flushed together`() throws {
    let end = try EmbeddedSocket()
    end.socket.send(text: ByteBuffer(string: "one"))
    end.socket.send(text: ByteBuffer(string: "two"))
    #expect(try end.channel.readOutbound(as: ByteBuffer.self) == nil)
    #expect(try end.sent().count == 2)
  }

  @Test func `answers sent while reading are flushed when the read is complete`() throws {
    let end = try EmbeddedSocket(script: .echo)
    try end.channel.writeInbound(ByteBuffer(bytes: Frame.text("a").bytes + Frame.text("b").bytes))
    var bytes: [UInt8] = []
    while let buffer = try end.channel.readOutbound(as: ByteBuffer.self) { bytes += buffer.readableBytesView }
    #expect(Frame.parse(bytes) == [Frame.text("a").unmasked, Frame.text("b").unmasked])
  }
}
