import MediaBridge
import NIOCore
import Testing

@Suite("The level of a piece of audio")
struct LevelTests {
  @Test func `every length is measured window by window, as decoding and counting would`() {
    for count in [0, 1, 2, 3, 4, 159, 160, 161, 162, 163, 319, 320, 321, 480, 801, 1600] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
      #expect(levels(of: AudioChunk(muLaw: bytes)) == reference(bytes), "\(count) bytes")
    }
  }

  @Test func `every code has the level of its sample`() {
    for code in UInt8.min...UInt8.max {
      let level = levels(of: AudioChunk(muLaw: [code]))
      #expect(level.map(\.fraction) == [Double(Int(MuLaw.decode(code)).magnitude) / 32_768])
    }
  }

  @Test func `a level exactly at a threshold is neither above nor below it`() {
    // 0.05 of full scale squared, over 25 samples, is a whole number.
    let exact = Level(squares: 67_108_864, samples: 25)
    let threshold = LevelThreshold(thousandths: 50)
    #expect(exact.fraction == 0.05)
    #expect(!exact.isAbove(threshold) && !exact.isBelow(threshold))
    #expect(Level(squares: exact.squares + 1, samples: 25).isAbove(threshold))
    #expect(Level(squares: exact.squares - 1, samples: 25).isBelow(threshold))
  }

  @Test func `the loudest window overflows nothing`() {
    let loudest = levels(of: AudioChunk(muLaw: Array(repeating: 0, count: 160)))
    #expect(loudest.map { $0.isAbove(LevelThreshold(thousandths: 980)) } == [true])
    #expect(loudest.map { $0.isBelow(LevelThreshold(thousandths: 1000)) } == [true])
  }

  @Test func `text that is shorter than promised, or no base64, does no harm`() {
    #expect(levels(of: AudioChunk(base64: ByteBuffer(string: "////"), byteCount: 160)).map(\.samples) == [3])
    #expect(levels(of: AudioChunk(base64: ByteBuffer(string: "%%é%"), byteCount: 3)).count == 1)
    #expect(levels(of: AudioChunk(base64: ByteBuffer(), byteCount: 0)).isEmpty)
  }

  private func levels(of chunk: AudioChunk) -> [Level] {
    var levels: [Level] = []
    Level.forEachWindow(of: chunk) { levels.append($0) }
    return levels
  }

  private func reference(_ bytes: [UInt8]) -> [Level] {
    stride(from: 0, to: bytes.count, by: 160).map { start in
      let samples = MuLaw.decode(Array(bytes[start..<min(start + 160, bytes.count)]))
      return Level(squares: samples.reduce(0) { $0 + Int($1) * Int($1) }, samples: samples.count)
    }
  }
}
