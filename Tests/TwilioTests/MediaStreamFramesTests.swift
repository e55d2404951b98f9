import Foundation
import MediaBridge
import NIOCore
import Testing
import Twilio
import WebSockets

@Suite("What we send on a media stream")
struct MediaStreamFramesTests {
  private static func object(_ text: String) throws -> NSDictionary {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
  }

  @Test func `our messages are those of the vectors`() throws {
    let expected = try Vectors.streamMessages("to_twilio")
    let frames = MediaStreamFrames(streamSID: StreamStage.sid)
    let silence = AudioChunk(muLaw: [UInt8](repeating: MuLaw.silence, count: 160))
    let made = [frames.media(silence), frames.mark(PlaybackMark(generation: 1, number: 0)), frames.clear()]
    #expect(expected.count == 3)
    for (made, expected) in zip(made, expected) {
      #expect(try Self.object(String(buffer: made.joined)) == Self.object(expected))
    }
  }

  @Test func `a message doesn't consume what it is made of`() {
    let frames = MediaStreamFrames(streamSID: "MZ1")
    let chunk = AudioChunk(muLaw: [1, 2, 3])
    #expect(frames.media(chunk) == frames.media(chunk))
    #expect(
      String(buffer: frames.media(chunk).joined) == #"{"event":"media","streamSid":"MZ1","media":{"payload":"AQID"}}"#)
    #expect(frames.clear() == frames.clear())
  }
}
