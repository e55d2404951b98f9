package import NIOCore
package import NIOWebSocket

/// What the peer's frames mean: checks each against RFC 6455 (masking, reserved bits, opcodes) and assembles messages.
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

  private let role: ConnectionRole
  private var assembler: MessageAssembler

  package init(role: ConnectionRole, maximumMessageBytes: Int) {
    self.role = role
    assembler = MessageAssembler(maximumBytes: maximumMessageBytes)
  }

  /// What a frame from the peer means.
  package mutating func read(_ frame: WebSocketFrame) -> Meaning {
    let isMasked = frame.maskKey != nil
    switch role {
    case .server where !isMasked: return .failed(.protocolViolation(.unmaskedFrame))
    case .client where isMasked: return .failed(.protocolViolation(.maskedFrame))
    default: break
    }
    guard frame.reservedBits.isEmpty else { return .failed(.protocolViolation(.reservedBits)) }
    switch frame.opcode {
    case .text: return Meaning(assembler.begin(.text, frame.unmaskedData, isFinal: frame.fin))
    case .binary: return Meaning(assembler.begin(.binary, frame.unmaskedData, isFinal: frame.fin))
    case .continuation: return Meaning(assembler.proceed(frame.unmaskedData, isFinal: frame.fin))
    case .ping, .pong, .connectionClose: return control(frame)
    default: return .failed(.protocolViolation(.reservedOpcode))
    }
  }

  /// The decoder refuses such control frames before they are whole; here they are refused whoever decodes.
  private func control(_ frame: WebSocketFrame) -> Meaning {
    guard frame.fin else { return .failed(.protocolViolation(.fragmentedControlFrame)) }
    guard frame.length <= WebSocketLimits.controlFrameBytes else {
      return .failed(.protocolViolation(.oversizedControlFrame))
    }
    switch frame.opcode {
    case .ping: return .ping(frame.unmaskedData)
    case .pong: return .pong
    default: return .close(frame.unmaskedData)
    }
  }
}

extension FrameReader.Meaning {
  init(_ step: MessageAssembler.Step) {
    switch step {
    case .incomplete: self = .nothing
    case .message(let kind, let bytes): self = .message(kind, bytes)
    case .failed(let failure): self = .failed(failure)
    }
  }
}
