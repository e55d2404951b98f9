/// The three encodings that a realtime session speaks and hears.
public enum RealtimeAudioFormat: String, Equatable, Sendable {
  /// 16-bit little-endian, mono, 24 kHz.
  case pcm = "audio/pcm"
  /// μ-law, 8 kHz.
  case pcmu = "audio/pcmu"
  /// A-law, 8 kHz.
  case pcma = "audio/pcma"

  var bytesPerMillisecond: Int { self == .pcm ? 48 : 8 }

  /// As it stands in a session's configuration.
  var json: JSONTree { self == .pcm ? ["type": "audio/pcm", "rate": 24_000] : ["type": .string(rawValue)] }

  /// The same sound as 8 kHz μ-law, in this encoding. 24 kHz is made by repeating samples: it is a simulator.
  func encode(_ muLaw: [UInt8]) -> [UInt8] {
    switch self {
    case .pcmu: return muLaw
    case .pcma: return muLaw.map { G711.aLaw(of: G711.linear(muLaw: $0)) }
    case .pcm:
      var bytes: [UInt8] = []
      bytes.reserveCapacity(muLaw.count * 6)
      for letter in muLaw {
        let sample = UInt16(bitPattern: G711.linear(muLaw: letter))
        for _ in 0..<3 {
          bytes.append(UInt8(truncatingIfNeeded: sample))
          bytes.append(UInt8(truncatingIfNeeded: sample >> 8))
        }
      }
      return bytes
    }
  }
}
