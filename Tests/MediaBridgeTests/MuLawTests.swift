import Foundation
import MediaBridge
import NIOCore
import Testing

@Suite("G.711 mu-law")
struct MuLawTests {
  /// The sample of each code; pairs of sample and code on which encoders agree.
  private struct Table: Decodable {
    let decode: [Int]
    let encodeSamples: [[Int]]
    let silence: String

    enum CodingKeys: String, CodingKey {
      case decode
      case encodeSamples = "encode_samples"
      case silence = "silence_20ms_base64"
    }
  }

  private static func table() throws -> Table {
    let url = try #require(Bundle.module.url(forResource: "g711-mulaw", withExtension: "json", subdirectory: "Vectors"))
    return try JSONDecoder().decode(Table.self, from: Data(contentsOf: url))
  }

  @Test func `every code decodes to the sample of the table`() throws {
    let table = try Self.table()
    #expect((0...255).map { Int(MuLaw.decode(UInt8($0))) } == table.decode)
  }

  @Test func `samples encode to the codes on which encoders agree`() throws {
    for pair in try Self.table().encodeSamples {
      #expect(Int(MuLaw.encode(Int16(pair[0]))) == pair[1], "sample \(pair[0])")
    }
  }

  @Test func `a code survives the way through its sample, but for minus zero`() {
    for code in UInt8.min...UInt8.max {
      #expect(MuLaw.encode(MuLaw.decode(code)) == (code == 0x7F ? MuLaw.silence : code))
    }
  }

  @Test func `no sample moves by more than half a step of its segment`() {
    var worst = 0
    for sample in Int16.min...Int16.max {
      let clipped = max(-32_635, min(32_635, Int(sample)))
      let code = MuLaw.encode(sample)
      let halfStep = 4 << Int((~code & 0x70) >> 4)
      worst = max(worst, abs(Int(MuLaw.decode(code)) - clipped) - halfStep)
    }
    #expect(worst <= 0)
  }

  @Test func `a frame of silence reads as the carrier writes it`() throws {
    let silence = [UInt8](repeating: MuLaw.silence, count: AudioChunk.bytesPerFrame)
    #expect(String(buffer: AudioChunk(muLaw: silence).base64) == (try Self.table().silence))
    #expect(MuLaw.decode(silence).allSatisfy { $0 == 0 })
  }
}
