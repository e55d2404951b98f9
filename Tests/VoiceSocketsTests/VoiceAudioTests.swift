import MediaBridge
import NIOCore
import Testing
import VoiceSockets

@Suite("A voice socket's audio")
struct VoiceAudioTests {
  private static let muLaw: VoiceFormat = {
    var format = VoiceFormat()
    format.encoding = .muLaw
    format.piece = .short
    return format
  }()

  @Test func `telephone audio passes through untouched, in pieces of 100 ms at most`() throws {
    var inlet = VoiceInlet(Self.muLaw)
    let bytes = (0..<2000).map { UInt8(truncatingIfNeeded: $0) }
    let chunks = try inlet.take(ByteBuffer(bytes: bytes))
    #expect(chunks.map(\.byteCount) == [800, 800, 400])
    #expect(chunks.flatMap(\.muLaw) == bytes)
  }

  @Test func `samples of 16 kHz become half as many codes`() throws {
    var inlet = VoiceInlet(VoiceFormat())
    let chunks = try inlet.take(ByteBuffer(repeating: 0, count: 3200))
    #expect(chunks.map(\.byteCount) == [800])
    #expect(chunks.flatMap(\.muLaw).allSatisfy { MuLaw.decode($0) == 0 })
  }

  @Test(arguments: [
    (99, VoiceFault.chunkTooSmall), (0, .chunkTooSmall), (100_001, .chunkTooLarge), (101, .oddLength),
  ])
  func `a piece that is none is named`(count: Int, fault: VoiceFault) {
    var inlet = VoiceInlet(VoiceFormat())
    #expect(throws: fault) { try inlet.take(ByteBuffer(repeating: 0, count: count)) }
  }

  @Test func `the bounds themselves are good`() throws {
    var inlet = VoiceInlet(VoiceFormat())
    _ = try inlet.take(ByteBuffer(repeating: 0, count: 100))
    #expect(try inlet.take(ByteBuffer(repeating: 0, count: 100_000)).reduce(0) { $0 + $1.byteCount } == 25_000)
  }

  @Test(arguments: VoiceFormat.Encoding.allCases, VoiceFormat.Piece.allCases)
  func `whatever comes, whole pieces go out and nothing is lost`(
    encoding: VoiceFormat.Encoding, piece: VoiceFormat.Piece
  ) {
    var format = VoiceFormat()
    (format.encoding, format.piece) = (encoding, piece)
    var output = VoiceOutput(format)
    let samples = encoding == .pcm16 ? 16 : 8
    var bytes = 0
    for count in [160, 1, 799, 160, 2400, 80] {
      for sent in output.take(ByteBuffer(repeating: 0x10, count: count)) {
        #expect(sent.readableBytes == piece.rawValue * samples * (encoding == .pcm16 ? 2 : 1))
        bytes += sent.readableBytes
      }
    }
    #expect(bytes == 3600 / (8 * piece.rawValue) * piece.rawValue * samples * (encoding == .pcm16 ? 2 : 1))
  }

  @Test func `codes go out as they are`() {
    var output = VoiceOutput(Self.muLaw)
    let bytes = (0..<320).map { UInt8(truncatingIfNeeded: $0) }
    #expect(output.take(ByteBuffer(bytes: bytes)).flatMap { Array($0.readableBytesView) } == bytes)
  }
}
