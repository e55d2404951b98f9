import Foundation
import MediaBridge
import NIOCore
import OpenAI
import Testing
import WebSockets

@Suite("Our events", .timeLimit(.minutes(1)))
struct ClientEventTests {
  @Test func `our events have the fields that the provider knows, and no others`() throws {
    let known = try Vectors.fields(of: "client_events")
    let events: [ClientEvent] = [
      .updateSession(["type": "realtime"]), .createItem(["type": "message"]),
      .truncate(item: "i", atMilliseconds: 5), .createResponse(nil), .createResponse(["tool_choice": "none"]),
      .cancelResponse(id: "r"),
    ]
    let texts =
      events.map { String(buffer: $0.text(id: 7)) }
      + [String(buffer: AudioFrames.append(AudioChunk(muLaw: [1, 2, 3])).joined)]
    for text in texts {
      let event = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      let type = try #require(event["type"] as? String)
      let (required, optional) = try #require(known[type])
      #expect(required.isSubset(of: event.keys) && Set(event.keys).isSubset(of: required.union(optional)), "\(text)")
    }
  }

  @Test func `a frame goes out around its untouched text`() {
    let chunk = AudioChunk(base64: ByteBuffer(string: "/+8="), byteCount: 2)
    #expect(String(buffer: AudioFrames.append(chunk).joined) == #"{"type":"input_audio_buffer.append","audio":"/+8="}"#)
  }

  @Test func `JSON is written so that any reader reads the same`() throws {
    let text = "a\"\\/\u{0}\n\u{1F}é\u{2028}😀"
    let value: JSONValue = ["s": .string(text), "n": nil, "b": true, "i": -5, "d": 0.5, "a": [1, "x"], "o": [:]]
    let read = try #require(
      try JSONSerialization.jsonObject(with: Data(value.text.utf8)) as? [String: Any])
    #expect(read["s"] as? String == text && read["n"] is NSNull && read["b"] as? Bool == true)
    #expect(read["i"] as? Int == -5 && read["d"] as? Double == 0.5 && (read["a"] as? [Any])?.count == 2)
  }
}
