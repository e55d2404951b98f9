import Foundation
import MediaBridge
import NIOCore
import Testing

@Suite("Base64")
struct Base64Tests {
  @Test func `text and bytes agree with Foundation at every length`() {
    for count in 0...300 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 73 &+ count) }
      let text = Data(bytes).base64EncodedString()
      #expect(String(buffer: Base64.encode(bytes)) == text)
      #expect(String(buffer: Base64.encode(bytes[...])) == text)
      #expect(Base64.byteCount(of: ByteBuffer(string: text)) == count)
      #expect(Base64.decode(ByteBuffer(string: text)) == bytes)
      #expect(Base64.decode(text) == bytes)
    }
  }

  @Test(arguments: [
    "A", "AA", "AAA", "AAAAA", "A===", "=", "==", "====", "AA=A", "=AAA", "AAA=AAAA", "AAAA====", "AA==\n", " AAAA",
    "AA-_",
    "%%", "AAAé", "AAA\u{0}",
  ])
  func `what is no base64 is refused`(_ text: String) {
    #expect(Base64.byteCount(of: ByteBuffer(string: text)) == nil)
    #expect(Base64.decode(text) == nil)
  }

  @Test func `one byte outside the alphabet spoils any text`() {
    let alphabet = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    for byte in UInt8.min...UInt8.max {
      for position in 0..<8 {
        var text = Array("QUJDQUJD".utf8)
        text[position] = byte
        let isGood = alphabet.contains(byte) || (byte == UInt8(ascii: "=") && position == 7)
        #expect((Base64.byteCount(of: ByteBuffer(bytes: text)) != nil) == isGood)
      }
    }
  }

  @Test func `a slice of a larger buffer is read by its own bounds`() throws {
    let whole = ByteBuffer(string: "%%QUJD%%")
    let slice = try #require(whole.getSlice(at: 2, length: 4))
    #expect(Base64.byteCount(of: slice) == 3)
    #expect(AudioChunk(base64: slice)?.muLaw == Array("ABC".utf8))
    #expect(AudioChunk(base64: whole) == nil)
  }
}
