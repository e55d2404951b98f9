import LoadTests
import Simulators
import Testing

@Suite struct FrameFinderTests {
  private static func bytes(_ call: Int, _ sequence: Int) -> [UInt8] {
    FrameIdentity(call: call, sequence: sequence).codes + FrameIdentity.filling(of: call)
  }

  private static func search(_ finder: inout FrameFinder, _ bytes: [UInt8]) -> FrameFinder.Findings {
    Base64Text.encode(bytes).withUnsafeBytes { finder.search($0) }
  }

  @Test func `a whole frame of the own call is found at a glance`() {
    let finder = FrameFinder(call: 3)
    let own = Base64Text.encode(Self.bytes(3, 9))
    #expect(own.withUnsafeBytes { finder.frame($0) } == FrameIdentity(call: 3, sequence: 9))
    let other = Base64Text.encode(Self.bytes(4, 9))
    #expect(other.withUnsafeBytes { finder.frame($0) } == nil)
    var spoiled = own
    spoiled[200] = UInt8(ascii: "A")
    #expect(spoiled.withUnsafeBytes { finder.frame($0) } == nil)
  }

  @Test(arguments: [1, 2, 5, 7, 23, 24, 159, 160, 161, 333, 1600])
  func `frames are found however the audio is cut`(size: Int) {
    let all = (0..<10).flatMap { Self.bytes(5, $0) }
    var finder = FrameFinder(call: 5)
    var found: [FrameIdentity] = []
    var foreign = 0
    for start in stride(from: 0, to: all.count, by: size) {
      let findings = Self.search(&finder, Array(all[start..<min(start + size, all.count)]))
      found += findings.frames
      foreign += findings.foreignBytes + findings.damaged
    }
    #expect(found.map(\.sequence) == Array(0..<10))
    #expect(foreign == 0)
  }

  @Test func `frames are found between silence and audio that nobody sent`() {
    var finder = FrameFinder(call: 1)
    let silence = [UInt8](repeating: 0xFF, count: 50)
    let noise = [UInt8](repeating: 0x22, count: 30)
    let findings = Self.search(&finder, silence + Self.bytes(1, 1) + noise + Self.bytes(2, 8) + silence)
    #expect(findings.frames == [FrameIdentity(call: 1, sequence: 1), FrameIdentity(call: 2, sequence: 8)])
    #expect(findings.foreignBytes == 30)
  }

  @Test func `a frame whose rest is another's is damaged`() {
    var finder = FrameFinder(call: 1)
    let mixed = FrameIdentity(call: 1, sequence: 1).codes + FrameIdentity.filling(of: 2)
    let findings = Self.search(&finder, mixed)
    #expect(findings.frames.isEmpty)
    #expect(findings.damaged == 1)
  }

  @Test func `text that is no base64 is told`() {
    var finder = FrameFinder(call: 1)
    #expect(Array("a?b=".utf8).withUnsafeBytes { finder.search($0) }.isUnreadable)
  }
}
