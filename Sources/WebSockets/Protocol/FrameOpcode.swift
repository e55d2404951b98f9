/// What a frame is. Source: RFC 6455, section 11.8; every other number is reserved.
package enum FrameOpcode: UInt8, Sendable {
  case continuation = 0
  case text = 1
  case binary = 2
  case close = 8
  case ping = 9
  case pong = 10

  /// Control frames are whole and short, and may come between the parts of a message.
  var isControl: Bool { rawValue >= 8 }
}
