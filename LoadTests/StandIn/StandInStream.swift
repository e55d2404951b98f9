import NIOCore
import NIOWebSocket
import Simulators
import Synchronization

/// One call's stream at the stand-in: each frame back at once, but for the faults. Confined to its event loop.
final class StandInStream: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  private static let payloadBegin = [UInt8](#""payload":""#.utf8)
  private static let mediaBegin = [UInt8](#"{"event":"media""#.utf8)
  private static let end = ByteBuffer(string: #""}}"#)

  private let shared: StandInState
  private let room: StandInRoom
  private var context: ChannelHandlerContext?
  private var streamSid = ""
  private var begin = ByteBuffer()
  private var frames = 0
  private var held: [UInt8] = []

  init(_ shared: StandInState, _ room: StandInRoom) {
    self.shared = shared
    self.room = room
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    room.streams.append(self)
    shared.traffic.withLock { $0.streams += 1 }
  }

  func channelInactive(context: ChannelHandlerContext) {
    self.context = nil
    room.streams.removeAll { $0 === self }
    let frames = frames
    shared.traffic.withLock { $0.frames += frames }
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = Self.unwrapInboundIn(data)
    switch frame.opcode {
    case .text: heard(frame.unmaskedData)
    case .connectionClose:
      let sent = context.eventLoop.makePromise(of: Void.self)
      sent.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
      context.writeAndFlush(
        Self.wrapOutboundOut(WebSocketFrame(fin: true, opcode: .connectionClose, data: frame.unmaskedData)),
        promise: sent)
    default: break
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    context.flush()
    context.fireChannelReadComplete()
  }

  private func heard(_ text: ByteBuffer) {
    if text.readableBytesView.starts(with: Self.mediaBegin) { return media(text) }
    let text = String(buffer: text)
    if text.hasPrefix(#"{"event":"start""#) {
      streamSid = Self.value("streamSid", in: text)
      begin = ByteBuffer(string: #"{"event":"media","streamSid":"\#(streamSid)","media":{"payload":""#)
      let token = Self.value("token", in: text)
      shared.traffic.withLock { _ = $0.tokens.insert(token) }
    } else if text.hasPrefix(#"{"event":"mark""#) {
      shared.traffic.withLock { $0.marksReturned += 1 }
    } else if text.hasPrefix(#"{"event":"stop""#) {
      shared.traffic.withLock { $0.stops += 1 }
    }
  }

  private func media(_ text: ByteBuffer) {
    let letters = text.readableBytesView
    // The payload stands at the end and has a known length, unless it is none of ours.
    let start = letters.endIndex - 3 - FrameIdentity.frameLetters
    guard start - Self.payloadBegin.count >= letters.startIndex,
      letters[(start - Self.payloadBegin.count)..<start].elementsEqual(Self.payloadBegin)
    else { return }
    frames += 1
    let payload = ByteBuffer(letters[start..<(letters.endIndex - 3)])
    if shared.faults.isEmpty { send(payload) } else { sendFaultily(payload) }
  }

  private func sendFaultily(_ payload: ByteBuffer) {
    var copies = [payload]
    for fault in shared.faults {
      switch fault {
      case .drops(let each): if frames.isMultiple(of: each) { copies = [] }
      case .doubles(let each): if frames.isMultiple(of: each) { copies += copies }
      case .crosses(let each):
        guard frames.isMultiple(of: each), let other = room.streams.first(where: { $0 !== self }) else { continue }
        other.send(payload)
        other.context?.flush()
        copies = []
      case .spoils(let each):
        guard frames.isMultiple(of: each) else { continue }
        var spoiled = payload
        spoiled.setInteger(UInt8(ascii: "A"), at: spoiled.readerIndex + 100)
        copies = [spoiled]
      case .merges(let count):
        held += Base64Text.decode(Array(payload.readableBytesView)) ?? []
        copies = []
        if frames.isMultiple(of: count) {
          copies = [ByteBuffer(bytes: Base64Text.encode(held))]
          held = []
        }
      case .splits:
        let bytes = Base64Text.decode(Array(payload.readableBytesView)) ?? []
        copies = [bytes.prefix(10), bytes.dropFirst(10)].map { ByteBuffer(bytes: Base64Text.encode(Array($0))) }
      case .marks(let each):
        if frames.isMultiple(of: each) {
          send(text: ByteBuffer(string: #"{"event":"mark","streamSid":"\#(streamSid)","mark":{"name":"m\#(frames)"}}"#))
        }
      case .clears(let each):
        if frames.isMultiple(of: each) {
          send(text: ByteBuffer(string: #"{"event":"clear","streamSid":"\#(streamSid)"}"#))
        }
      }
    }
    for copy in copies { send(copy) }
  }

  private func send(_ payload: ByteBuffer) {
    var message = ByteBuffer()
    message.reserveCapacity(begin.readableBytes + payload.readableBytes + Self.end.readableBytes)
    message.writeImmutableBuffer(begin)
    message.writeImmutableBuffer(payload)
    message.writeImmutableBuffer(Self.end)
    send(text: message)
  }

  private func send(text: ByteBuffer) {
    context?.write(Self.wrapOutboundOut(WebSocketFrame(fin: true, opcode: .text, data: text)), promise: nil)
  }

  private static func value(_ name: String, in text: String) -> String {
    guard let begin = text.firstRange(of: "\"\(name)\":\"") else { return "" }
    return String(text[begin.upperBound...].prefix { $0 != "\"" })
  }
}
