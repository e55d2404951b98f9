/// A way to break RFC 6455; the text goes to the peer as the reason of close code 1002.
public enum ProtocolViolation: String, Equatable, Sendable, CustomStringConvertible {
  /// Section 5.1: a client masks every frame.
  case unmaskedFrame = "client frame is not masked"
  /// Section 5.1: a server masks none.
  case maskedFrame = "server frame is masked"
  /// Section 5.2: no extension was agreed that would give the bits a meaning.
  case reservedBits = "reserved bit is set"
  /// Section 5.2: opcodes 3-7 and 11-15.
  case reservedOpcode = "opcode is reserved"
  /// Section 5.4: a continuation frame with nothing to continue.
  case nothingToContinue = "nothing to continue"
  /// Section 5.4: a new message inside an unfinished one.
  case unfinishedMessage = "previous message is unfinished"
  /// Section 5.5.
  case fragmentedControlFrame = "control frame is fragmented"
  /// Section 5.5: more than 125 bytes.
  case oversizedControlFrame = "control frame is too long"
  /// Section 5.5.1: one byte is no code.
  case malformedClose = "close frame is malformed"
  /// Section 7.4: a code that must not travel.
  case invalidCloseCode = "close code is invalid"

  public var description: String { rawValue }
}
