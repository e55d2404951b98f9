package import NIOCore

/// Finds the frames in the peer's bytes, checks each against RFC 6455 (masking, reserved bits, opcodes, lengths), and says
/// what it means; messages are assembled. After a failure nothing is read any more.
///
/// This runs for every frame of every call: what is masked is unmasked while it is copied into one buffer that serves again
/// and again, unless somebody keeps it; what isn't masked is a slice of what came.
package struct FrameReader {
  package enum Meaning: Equatable {
    /// Part of a message; nothing to do yet.
    case nothing
    case message(MessageAssembler.Kind, ByteBuffer)
    case ping(ByteBuffer)
    case pong
    case close(ByteBuffer)
    case failed(WebSocketFailure)
  }

  /// A buffer that grew larger than this for one message isn't kept for the next.
  static let maximumKeptBytes = 8 << 10

  private let role: ConnectionRole
  private let maximumFrameBytes: Int
  private var assembler: MessageAssembler
  /// What came and isn't read yet.
  private var inbox = ByteBuffer()
  /// Where payloads are unmasked.
  private var unmasked = ByteBuffer()
  private var hasFailed = false

  /// - Parameter maximumFrameBytes: of one frame's payload.
  package init(role: ConnectionRole, maximumMessageBytes: Int, maximumFrameBytes: Int) {
    self.role = role
    self.maximumFrameBytes = maximumFrameBytes
    assembler = MessageAssembler(maximumBytes: maximumMessageBytes)
  }

  /// More bytes came.
  package mutating func take(_ bytes: ByteBuffer) {
    guard !hasFailed else { return }
    if inbox.readableBytes == 0 {
      inbox = bytes
    } else {
      inbox.discardReadBytes()
      inbox.writeImmutableBuffer(bytes)
    }
  }

  /// What the next frame means; `nil` while none is whole.
  package mutating func next() -> Meaning? {
    guard !hasFailed, let header = inbox.withUnsafeReadableBytes({ FrameHeader($0) }) else { return nil }
    do throws(WebSocketFailure) {
      let opcode = try check(header)
      guard inbox.readableBytes - header.byteCount >= header.payloadBytes else { return nil }
      inbox.moveReaderIndex(forwardBy: header.byteCount)
      let payload = payload(of: header)
      // What is read isn't held on to: the buffer serves for the channel's next read.
      if inbox.readableBytes == 0 { inbox = ByteBuffer() }
      return try meaning(of: opcode, payload, isFinal: header.isFinal)
    } catch {
      hasFailed = true
      inbox = ByteBuffer()
      return .failed(error)
    }
  }

  /// A frame is refused at its header, before its payload has come.
  private func check(_ header: FrameHeader) throws(WebSocketFailure) -> FrameOpcode {
    switch role {
    case .server where !header.isMasked: throw .protocolViolation(.unmaskedFrame)
    case .client where header.isMasked: throw .protocolViolation(.maskedFrame)
    default: break
    }
    guard header.reservedBits == 0 else { throw .protocolViolation(.reservedBits) }
    guard let opcode = FrameOpcode(rawValue: header.opcode) else { throw .protocolViolation(.reservedOpcode) }
    if opcode.isControl {
      guard header.isFinal else { throw .protocolViolation(.fragmentedControlFrame) }
      guard header.payloadBytes <= WebSocketLimits.controlFrameBytes else {
        throw .protocolViolation(.oversizedControlFrame)
      }
    }
    guard header.payloadBytes <= maximumFrameBytes else { throw .messageTooBig }
    return opcode
  }

  /// Takes the payload, of which every byte is there.
  private mutating func payload(of header: FrameHeader) -> ByteBuffer {
    guard header.isMasked else { return inbox.readSlice(length: header.payloadBytes) ?? ByteBuffer() }
    // A buffer that somebody keeps is left to them, and this becomes another.
    if unmasked.capacity > Self.maximumKeptBytes { unmasked = ByteBuffer() } else { unmasked.clear() }
    let source = inbox
    unmasked.writeWithUnsafeMutableBytes(minimumWritableBytes: header.payloadBytes) { target in
      source.withUnsafeReadableBytes { bytes in
        Masking.copy(UnsafeRawBufferPointer(rebasing: bytes[..<header.payloadBytes]), to: target, by: header.mask)
      }
      return header.payloadBytes
    }
    inbox.moveReaderIndex(forwardBy: header.payloadBytes)
    return unmasked
  }

  private mutating func meaning(
    of opcode: FrameOpcode, _ payload: ByteBuffer, isFinal: Bool
  ) throws(WebSocketFailure) -> Meaning {
    let step: MessageAssembler.Step
    switch opcode {
    case .text: step = assembler.begin(.text, payload, isFinal: isFinal)
    case .binary: step = assembler.begin(.binary, payload, isFinal: isFinal)
    case .continuation: step = assembler.proceed(payload, isFinal: isFinal)
    case .ping: return .ping(payload)
    case .pong: return .pong
    case .close: return .close(payload)
    }
    switch step {
    case .incomplete: return .nothing
    case .message(let kind, let bytes): return .message(kind, bytes)
    case .failed(let failure): throw failure
    }
  }
}
