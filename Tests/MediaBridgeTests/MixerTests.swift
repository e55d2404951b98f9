import MediaBridge
import Testing

@Suite("Mixing")
struct MixerTests {
  /// Every pair of codes; minus zero is as silent as zero.
  @Test func `any two sounds give the code nearest to their sum, clipped, in either order`() {
    for left in UInt8.min...UInt8.max {
      for right in UInt8.min...UInt8.max {
        let mixed = Mixer.mix(left, right)
        let sum = Int(MuLaw.decode(left)) + Int(MuLaw.decode(right))
        let clipped = min(max(sum, Int(Int16.min)), Int(Int16.max))
        if mixed != MuLaw.encode(Int16(clipped)) || mixed != Mixer.mix(right, left) {
          Issue.record("\(left) and \(right) give \(mixed)")
        }
      }
    }
  }

  @Test func `silence adds nothing`() {
    let codes = (UInt8.min...UInt8.max).map { $0 }
    var voice = codes
    Mixer.add(Array(repeating: MuLaw.silence, count: 256), to: &voice)
    #expect(voice == codes)
    var silent = Array(repeating: MuLaw.silence, count: 256)
    Mixer.add(codes, to: &silent)
    #expect(silent == codes)
  }

  @Test func `where one voice ends the other is alone`() {
    var voice: [UInt8] = [0x90, 0x90, 0x90]
    Mixer.add([0x90], to: &voice)
    #expect(voice == [Mixer.mix(0x90, 0x90), 0x90, 0x90])
    Mixer.add([1, 2, 3, 4, 5], to: &voice)
    #expect(voice.count == 3)
  }
}
