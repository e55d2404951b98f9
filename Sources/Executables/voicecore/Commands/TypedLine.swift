import Glibc

/// A line while it is typed at a terminal that does nothing by itself. Source: termios(3), the special characters.
struct TypedLine {
  /// How a line ends.
  enum End: Equatable {
    case entered(String)
    /// The input is over.
    case ended
    /// By a key that stands for this signal.
    case interrupted(Int32)
  }

  /// Bytes of a line; longer ones end there.
  static let maximumBytes = 4096

  private var bytes: [UInt8] = []

  /// Takes a byte; how the line ends with it, if it does.
  mutating func take(_ byte: UInt8) -> End? {
    switch byte {
    case 0x03: return .interrupted(SIGINT)
    case 0x1C: return .interrupted(SIGQUIT)
    case 0x0A, 0x0D: return .entered(String(decoding: bytes, as: UTF8.self))
    case 0x04: return bytes.isEmpty ? .ended : .entered(String(decoding: bytes, as: UTF8.self))
    case 0x15: bytes = []
    case 0x08, 0x7F:
      // A whole character: what follows its first byte in UTF-8 begins with the bits 10.
      while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
    case 0x00...0x1F: break
    default:
      bytes.append(byte)
      if bytes.count == Self.maximumBytes { return .entered(String(decoding: bytes, as: UTF8.self)) }
    }
    return nil
  }
}
