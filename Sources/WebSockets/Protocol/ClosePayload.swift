package import NIOCore

/// What a close frame carries: nothing, or a code and a text. Source: RFC 6455, section 5.5.1.
package struct ClosePayload: Equatable, Sendable {
  /// What is left of a control frame's 125 bytes beside the code.
  package static let maximumReasonBytes = 123

  package let code: CloseCode
  package let reason: String

  /// What we send. A code that must not travel becomes 1011, a long reason is cut between two characters.
  package init(_ code: CloseCode, reason: String) {
    guard code != .noStatus else {
      self.code = code
      self.reason = ""
      return
    }
    self.code = code.mayTravel ? code : .internalError
    self.reason = Self.cut(reason)
  }

  /// What a peer sent.
  package init(parsing bytes: ByteBuffer) throws(WebSocketFailure) {
    var bytes = bytes
    guard bytes.readableBytes > 0 else {
      self.init(.noStatus, reason: "")
      return
    }
    guard let number = bytes.readInteger(as: UInt16.self) else { throw .protocolViolation(.malformedClose) }
    let code = CloseCode(number)
    guard code.mayTravel else { throw .protocolViolation(.invalidCloseCode) }
    guard bytes.withUnsafeReadableBytes(UTF8Check.isValid) else { throw .invalidUTF8 }
    self.init(code, reason: String(buffer: bytes))
  }

  /// The payload of the frame.
  package var bytes: ByteBuffer {
    guard code != .noStatus else { return ByteBuffer() }
    var bytes = ByteBuffer()
    bytes.writeInteger(code.number)
    bytes.writeString(reason)
    return bytes
  }

  private static func cut(_ reason: String) -> String {
    guard reason.utf8.count > maximumReasonBytes else { return reason }
    var kept = String.UnicodeScalarView()
    var count = 0
    for scalar in reason.unicodeScalars {
      count += String(scalar).utf8.count
      guard count <= maximumReasonBytes else { break }
      kept.append(scalar)
    }
    return String(kept)
  }
}
