/// Which frame of which call a piece of audio is, said by the audio itself: 24 μ-law codes at the start of a 20 ms frame.
///
/// Only the codes 0xF0 to 0xFF are used, four bits each: at most 120 of 32,768, far below what anybody takes for speech,
/// so that a frame that comes back never interrupts whoever sends it back.
package struct FrameIdentity: Equatable, Hashable, Sendable {
  /// Calls are numbered below this. The highest of six digits is then always 0, which the marker never has.
  package static let calls = 1 << 20
  /// Frames of a call are numbered below this: more than 93 hours.
  package static let sequences = 1 << 24
  /// How many bytes of a frame bear its identity: marker, call, sequence, check, of six digits each.
  package static let byteCount = 24
  /// By which a frame's beginning is found in a stream of bytes.
  package static let marker: [UInt8] = [0xF5, 0xFA, 0xF3, 0xFC, 0xF6, 0xF9]
  static let digitCount = 6

  package let call: Int
  package let sequence: Int

  /// The identity of a frame. Numbers beyond the bounds are our own mistake.
  package init(call: Int, sequence: Int) {
    precondition((0..<Self.calls).contains(call) && (0..<Self.sequences).contains(sequence))
    self.call = call
    self.sequence = sequence
  }

  /// Reads the first bytes of a frame; `nil` when they are none or were damaged.
  package init?(codes: some Collection<UInt8>) {
    guard codes.count >= Self.byteCount, codes.starts(with: Self.marker) else { return nil }
    var digits = codes.dropFirst(Self.digitCount).makeIterator()
    func number() -> Int? {
      var value = 0
      for _ in 0..<Self.digitCount {
        guard let code = digits.next(), code >= 0xF0 else { return nil }
        value = value << 4 | Int(code & 0x0F)
      }
      return value
    }
    guard let call = number(), let sequence = number(), let check = number() else { return nil }
    self.init(call: call, sequence: sequence, check: check)
  }

  /// An identity whose check must agree.
  init?(call: Int, sequence: Int, check: Int) {
    guard call < Self.calls, sequence < Self.sequences else { return nil }
    self.call = call
    self.sequence = sequence
    if check != self.check { return nil }
  }

  /// The frame's first bytes.
  package var codes: [UInt8] {
    Self.marker + Self.digits(of: call) + Self.digits(of: sequence) + Self.digits(of: check)
  }

  /// The rest of each frame of a call: its number over and over, so that frames mixed with another call's show it.
  package static func filling(of call: Int) -> [UInt8] {
    let digits = digits(of: call)
    return (0..<(frameBytes - byteCount)).map { digits[$0 % digitCount] }
  }

  /// Bytes of a whole frame: 20 ms.
  package static let frameBytes = 160

  /// Mixes call and sequence, so that a digit changed on the way shows.
  var check: Int { (call &* 0x9E_3779 ^ sequence &* 0x85_EBCB ^ sequence >> 7 ^ 0x2A_5A5A) & 0xFF_FFFF }

  private static func digits(of number: Int) -> [UInt8] {
    (0..<digitCount).map { 0xF0 | UInt8(truncatingIfNeeded: number >> (20 - 4 * $0) & 0x0F) }
  }
}
