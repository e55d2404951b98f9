/// The identity as it stands in base64, read and written in place: three codes are four letters.
extension FrameIdentity {
  /// Letters that bear the identity.
  package static let letterCount = 32
  /// Letters of a whole frame in base64, padding included.
  package static let frameLetters = 216

  private static let alphabet = [UInt8]("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 0xFF, count: 256)
    for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }()

  /// Writes the identity over the first 32 letters of a frame's base64.
  package func write(into letters: UnsafeMutableRawBufferPointer) {
    // The marker never changes, but a frame is a frame whatever stood there before.
    Self.write(0x5A_3C69, into: letters, at: 0)
    Self.write(call, into: letters, at: 8)
    Self.write(sequence, into: letters, at: 16)
    Self.write(check, into: letters, at: 24)
  }

  /// Reads the first 32 letters of a frame's base64; `nil` when they bear no identity or were damaged.
  package init?(letters: UnsafeRawBufferPointer) {
    guard letters.count >= Self.letterCount, Self.read(letters, at: 0) == 0x5A_3C69,
      let call = Self.read(letters, at: 8), let sequence = Self.read(letters, at: 16),
      let check = Self.read(letters, at: 24)
    else { return nil }
    self.init(call: call, sequence: sequence, check: check)
  }

  private static func write(_ number: Int, into letters: UnsafeMutableRawBufferPointer, at start: Int) {
    for half in 0..<2 {
      let digits = number >> (12 - 12 * half) & 0xFFF
      let bits = 0xF0_F0F0 | (digits & 0xF00) << 8 | (digits & 0x0F0) << 4 | digits & 0x00F
      for letter in 0..<4 {
        letters[start + 4 * half + letter] = alphabet[bits >> (18 - 6 * letter) & 0x3F]
      }
    }
  }

  private static func read(_ letters: UnsafeRawBufferPointer, at start: Int) -> Int? {
    var number = 0
    for half in 0..<2 {
      var bits = 0
      for letter in 0..<4 {
        let value = values[Int(letters[start + 4 * half + letter])]
        guard value != 0xFF else { return nil }
        bits = bits << 6 | Int(value)
      }
      guard bits & 0xF0_F0F0 == 0xF0_F0F0 else { return nil }
      number = number << 12 | (bits >> 8 & 0xF00) | (bits >> 4 & 0x0F0) | bits & 0x00F
    }
    return number
  }
}
