import LoadTests
import Testing

@Suite struct TurnEndTests {
  private static func configuration(_ detection: String) -> String {
    #"{"type":"realtime","audio":{"input":{"format":{"type":"audio/pcmu"},"turn_detection":\#(detection)},"output":{}}}"#
  }

  private static func silence(_ milliseconds: Int) -> String {
    configuration(#"{"type":"server_vad","threshold":0.5,"silence_duration_ms":\#(milliseconds)}"#)
  }

  @Test func `each delay that sessions were set to is told once`() {
    let told = [Self.silence(500), "", Self.silence(200), Self.silence(500)]
    #expect(TurnEnd.delays(thinking: 300, configurations: told) == [500, 800])
  }

  @Test(arguments: ["null", #"{"type":"semantic_vad","eagerness":"auto"}"#, #"{"type":"server_vad"}"#, "nonsense"])
  func `a session whose delay can't be read leaves none`(detection: String) {
    let told = [Self.silence(500), Self.configuration(detection)]
    #expect(TurnEnd.delays(thinking: 300, configurations: told).isEmpty)
  }
}
