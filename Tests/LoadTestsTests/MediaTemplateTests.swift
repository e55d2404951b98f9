import LoadTests
import NIOCore
import Simulators
import Testing

@Suite struct MediaTemplateTests {
  @Test func `a message is what the carrier would send, whatever was written over`() {
    let identity = StreamIdentity(
      streamSid: "MZ00000000000000000000000000000001", accountSid: "AC00000000000000000000000000000001",
      callSid: "CA00000000000000000000000000000001", customParameters: [])
    let frames = StreamFrames(identity)
    var template = MediaTemplate(streamSid: identity.streamSid, payload: MediaTemplate.identified(call: 7))
    var kept: [ByteBuffer] = []
    for chunk in 1...1200 {
      let frame = FrameIdentity(call: 7, sequence: chunk - 1)
      let expected = frames.media(
        sequence: chunk + 5, chunk: chunk, audio: frame.codes + FrameIdentity.filling(of: 7))
      let message = template.frame(sequence: chunk + 5, chunk: chunk, identity: frame)
      #expect(message == expected)
      kept.append(message)
    }
    // What was given away stays as it was.
    #expect(String(buffer: kept[0]).contains(#""chunk":"1","#))
  }
}
