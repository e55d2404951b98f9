public import VoiceCore

extension Chance {
  /// The operating system's generator: unpredictable, and safe to ask from any thread.
  public static let system = Chance {
    var generator = SystemRandomNumberGenerator()
    return generator.next()
  }
}

/// Bytes from the operating system's generator.
func randomBytes(_ count: Int) -> [UInt8] {
  var generator = SystemRandomNumberGenerator()
  return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
}
