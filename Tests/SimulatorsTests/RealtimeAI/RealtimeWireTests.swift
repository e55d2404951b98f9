import NIOCore
import Simulators
import Testing

@Suite("The realtime AI's letters and sounds")
struct RealtimeWireTests {
  @Test(arguments: [
    #"{"a":1,"b":[true,false,null],"c":{"d":-1.5,"e":"x"}}"#, "[]", "{}", #""\u0001\"\\""#, "[1,2,3]", "1e+20",
  ])
  func `JSON comes back as it was`(_ text: String) {
    #expect(JSONTree(text.utf8)?.description == text)
  }

  @Test(arguments: ["", "{", "[1,]", "{\"a\"}", "tru", "1 2", "\"\n\"", "01x", "--1", "{\"a\":1,}"])
  func `what is no JSON is no tree`(_ text: String) {
    #expect(JSONTree(text.utf8) == nil)
  }

  @Test func `escapes are read, and depth has a limit`() {
    #expect(JSONTree(#""\ud83d\ude00 \u00e9\n""#.utf8) == "😀 é\n")
    let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
    #expect(JSONTree(deep.utf8) == nil)
  }

  @Test func `an append is found without a parser in any order, and nothing else is`() {
    func audio(_ text: String) -> String? {
      let message = ByteBuffer(string: text)
      return AppendScan.audio(in: message).flatMap { message.getString(at: $0.lowerBound, length: $0.count) }
    }
    #expect(audio(#"{"type":"input_audio_buffer.append","audio":"AAAA"}"#) == "AAAA")
    #expect(audio(#"{"event_id":"e", "audio": "BBBB" ,"type":"input_audio_buffer.append"}"#) == "BBBB")
    #expect(audio(#"{"type":"input_audio_buffer.append"}"#) == nil)
    #expect(audio(#"{"type":"input_audio_buffer.commit","audio":"AAAA"}"#) == nil)
    #expect(audio(#"{"type":"input_audio_buffer.append","audio":"AAAA"} x"#) == nil)
    #expect(audio(#"{"type":"input_audio_buffer.append","audio":"AAAA","more":{}}"#) == nil)
    #expect(audio(#"{"type":"input_audio_buffer.append","audio":"\u0041"}"#) == nil)
    #expect(audio("") == nil)
  }

  @Test func `Base64 is measured as it decodes`() {
    for text in ["", "AAAA", "AAA=", "AA==", "A===", "AAA", "A*AA", "AA=A"] {
      let bytes = Array(text.utf8)
      let measured = bytes.withUnsafeBytes(Base64Text.byteCount)
      #expect(measured == Base64Text.decode(bytes)?.count, "\(text)")
    }
  }

  @Test func `companding keeps every byte`() {
    for byte in UInt8.min...UInt8.max {
      // μ-law has two zeros.
      if byte != 0x7F { #expect(G711.muLaw(of: G711.linear(muLaw: byte)) == byte) }
      #expect(G711.aLaw(of: G711.linear(aLaw: byte)) == byte)
    }
    #expect(G711.linear(muLaw: 0x00) == -32_124)
    #expect(G711.linear(muLaw: 0x80) == 32_124)
    #expect(G711.linear(muLaw: 0xFF) == 0)
    #expect(G711.linear(aLaw: 0xD5) == 8)
    #expect(G711.linear(aLaw: 0xAA) == 32_256)
  }

  @Test func `the tone is loud enough to be speech, and silence isn't`() {
    var ear = VoiceActivity()
    let setting = VoiceActivity.Setting(threshold: 0.5, prefixPaddingMs: 0, silenceMs: 200)
    let tone = ToneVoice.speak("0123456789")
    #expect(tone.count == 600 * 8)
    #expect(ear.hear([UInt8](repeating: 0xFF, count: 1_600), as: .pcmu, setting) == [])
    #expect(ear.hear(tone, as: .pcmu, setting) == [.started(200)])
    #expect(ear.hear([UInt8](repeating: 0xFF, count: 1_600), as: .pcmu, setting) == [.stopped(1_000)])
  }

  @Test func `without turn detection the client commits and asks`() {
    var rig = RealtimeRig(script: .init(heardAs: "Hello?", says: "One."))
    rig.send(
      #"{"type":"session.update","session":{"type":"realtime","audio":{"input":{"turn_detection":null}}}}"#)
    rig.callerSpeaks()
    #expect(rig.report.utterances.isEmpty)
    rig.send(#"{"type":"input_audio_buffer.commit"}"#)
    rig.run(for: .seconds(1))
    #expect(rig.report.utterances.map(\.endMs) == [1_100])
    #expect(rig.report.responses.isEmpty)
    rig.send(#"{"type":"response.create"}"#)
    rig.run(for: .seconds(1))
    #expect(rig.report.responses.map(\.turn) == [0])
    #expect(rig.report.violations.isEmpty)
  }

  @Test func `a session that was never set up hears and speaks 24 kHz`() {
    var rig = RealtimeRig(.script(RealtimeAIScript(turns: [.init(says: "x")])), isSetUp: false)
    var speech: [UInt8] = []
    for index in 0..<14_400 { speech += index.isMultiple(of: 2) ? [0x00, 0x20] : [0x00, 0xE0] }
    rig.append(speech)
    rig.append([UInt8](repeating: 0, count: 500 * 48))
    rig.run(for: .seconds(1))
    #expect(rig.report.responses.map(\.audioMs) == [60])
    #expect(rig.report.appendedMs == 1_100)
  }
}
