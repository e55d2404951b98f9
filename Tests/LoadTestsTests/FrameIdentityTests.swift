import LoadTests
import Simulators
import Testing

@Suite struct FrameIdentityTests {
  @Test func `every call and frame number comes back from its codes and from its letters`() {
    // Every value of every digit, each alone and all together; and the bounds.
    var identities = [
      FrameIdentity(call: FrameIdentity.calls - 1, sequence: FrameIdentity.sequences - 1),
      FrameIdentity(call: 0, sequence: 0),
    ]
    for digit in 0..<16 {
      for place in 0..<6 {
        let number = digit << (4 * place)
        identities.append(FrameIdentity(call: number % FrameIdentity.calls, sequence: number))
        identities.append(FrameIdentity(call: (0x11_1111 * digit) % FrameIdentity.calls, sequence: 0x11_1111 * digit))
      }
    }
    for call in stride(from: 0, to: FrameIdentity.calls, by: 997) {
      identities.append(FrameIdentity(call: call, sequence: call * 13 % FrameIdentity.sequences))
    }
    for identity in identities {
      #expect(FrameIdentity(codes: identity.codes) == identity)
      let text = Base64Text.encode(identity.codes)
      #expect(text.withUnsafeBytes { FrameIdentity(letters: $0) } == identity)
      var written = [UInt8](repeating: 0x41, count: FrameIdentity.letterCount)
      written.withUnsafeMutableBytes { identity.write(into: $0) }
      #expect(written == text)
    }
  }

  @Test func `a frame is far too quiet to be taken for speech`() {
    let frame = FrameIdentity(call: 77, sequence: 4242).codes + FrameIdentity.filling(of: 77)
    #expect(frame.count == FrameIdentity.frameBytes)
    // 0xF0 to 0xFF are the sixteen codes of the quietest positive samples, at most 120 of 32,768.
    #expect(frame.allSatisfy { $0 >= 0xF0 })
  }

  @Test func `a changed digit is noticed`() {
    let identity = FrameIdentity(call: 12, sequence: 345)
    for place in identity.codes.indices {
      for digit in UInt8(0xF0)...0xFF where digit != identity.codes[place] {
        var changed = identity.codes
        changed[place] = digit
        #expect(FrameIdentity(codes: changed) == nil)
      }
    }
  }
}
