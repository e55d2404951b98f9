import Simulators
import Testing

@Suite("The scripted realtime AI")
struct RealtimeScriptTests {
  private func output(_ call: Int, _ text: String) -> String {
    let quoted = JSONTree.string(text)
    return
      #"{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"call_1_\#(call)","output":\#(quoted)}}"#
  }

  @Test func `each utterance gets the next turn, and the last repeats with a good verdict`() {
    var rig = RealtimeRig(
      script: .init(heardAs: "First?", says: "One.", calls: [.outcome(served: false, reason: "no knowledge")]),
      .init(heardAs: "Second?", says: "Two.", calls: [ToolCall("transfer")]))
    for _ in 0..<3 {
      rig.callerSpeaks()
      rig.run(for: .seconds(2))
    }
    #expect(rig.report.utterances.map(\.transcript) == ["First?", "Second?", "Second?"])
    #expect(
      rig.all("conversation.item.input_audio_transcription.completed").map { $0["transcript"]?.text }
        == ["First?", "Second?", "Second?"])
    #expect(rig.report.responses.map(\.says) == ["One.", "Two.", "Two."])
    #expect(rig.report.responses.map(\.turn) == [0, 1, 2])
    #expect(
      rig.report.calls.map(\.arguments) == [
        #"{"attempt":1,"served":false,"reason":"no knowledge"}"#, "{}",
        #"{"attempt":2,"served":true,"reason":"answered"}"#,
      ])
    #expect(rig.report.violations.isEmpty)
  }

  @Test func `a function's output says which attempt is next`() {
    var rig = RealtimeRig(script: .init(says: "One.", calls: [.outcome(served: false)]))
    rig.callerSpeaks()
    rig.run(for: .seconds(2))
    rig.send(output(1, #"{"ok":true,"next_attempt":7}"#))
    rig.callerSpeaks()
    rig.run(for: .seconds(2))
    #expect(rig.report.calls.last?.arguments == #"{"attempt":7,"served":true,"reason":"answered"}"#)
  }

  @Test func `what stands in quotes is spoken and takes no turn`() {
    var rig = RealtimeRig(script: .init(says: "One."))
    rig.send(#"{"type":"response.create","response":{"instructions":"Say exactly: \"Welcome to Example.\""}}"#)
    rig.run(for: .seconds(2))
    rig.callerSpeaks()
    rig.run(for: .seconds(2))
    #expect(rig.report.responses.map(\.says) == ["Welcome to Example.", "One."])
    #expect(rig.all("response.output_audio_transcript.done").first?["transcript"] == "Welcome to Example.")
  }

  @Test func `asked for a verdict it gives the scripted one and takes no turn`() {
    var rig = RealtimeRig(
      script: .init(says: "One."), .init(says: "Two.", whenAsked: .outcome(served: false, reason: "missed")))
    let ask = #"""
      {"type":"response.create","response":{"instructions":"Report.","tool_choice":"required","tools":[
      {"type":"function","name":"report_outcome","parameters":{"type":"object"}},
      {"type":"function","name":"no_request","parameters":{"type":"object"}}]}}
      """#
    for _ in 0..<2 {
      rig.callerSpeaks()
      rig.run(for: .seconds(2))
      rig.send(ask)
      rig.run(for: .seconds(1))
    }
    #expect(rig.report.calls.map(\.name) == ["no_request", "report_outcome"])
    #expect(rig.report.calls.last?.arguments == #"{"attempt":1,"served":false,"reason":"missed"}"#)
    #expect(rig.report.responses.map(\.turn) == [0, nil, 1, nil])
  }

  @Test func `after a function's output it goes on speaking`() {
    var rig = RealtimeRig(script: .init(says: "", calls: [ToolCall("look_up")], afterTools: "It costs five euros."))
    rig.callerSpeaks()
    rig.run(for: .seconds(1))
    rig.send(output(1, "{}"))
    rig.send(#"{"type":"response.create"}"#)
    rig.run(for: .seconds(2))
    #expect(rig.report.responses.map(\.says) == ["", "It costs five euros."])
  }

  @Test func `a key told as a user message is answered by the next turn`() {
    var rig = RealtimeRig(script: .init(says: "One."))
    let content = #"[{"type":"input_text","text":"Key 5"}]"#
    rig.send(
      #"{"type":"conversation.item.create","item":{"type":"message","role":"user","content":\#(content)}}"#)
    rig.send(#"{"type":"response.create"}"#)
    rig.run(for: .seconds(1))
    #expect(rig.report.responses.map(\.turn) == [0])
    #expect(rig.report.contextItems.map(\.text) == ["Key 5"])
  }

  @Test func `speech over a response cancels it`() {
    var rig = RealtimeRig(script: .init(says: String(repeating: "long ", count: 60)), .init(says: "Two."))
    rig.callerSpeaks()
    rig.run(for: .milliseconds(300))
    rig.hear(RealtimeRig.loud, milliseconds: 100)
    let first = rig.report.responses.first
    #expect(first?.status == .cancelled)
    #expect(first?.reason == "turn_detected")
    #expect((first?.audioMs ?? 0) > 0)
    #expect((first?.audioMs ?? 0) < 300 * 60)
    rig.hear(RealtimeRig.quiet, milliseconds: 500)
    rig.run(for: .seconds(1))
    #expect(rig.report.responses.map(\.status) == [.cancelled, .completed])
    #expect(rig.last("response.done")?["response"]?["status"] == "completed")
  }

  @Test func `without interruption the automatic response of a second utterance fails`() {
    var rig = RealtimeRig(script: .init(says: String(repeating: "long ", count: 200)))
    let detection = #"{"type":"server_vad","interrupt_response":false}"#
    rig.send(
      #"{"type":"session.update","session":{"type":"realtime","audio":{"input":{"turn_detection":\#(detection)}}}}"#)
    rig.callerSpeaks()
    rig.callerSpeaks()
    #expect(rig.errors == ["conversation_already_has_active_response"])
    #expect(rig.report.violations.isEmpty)
    #expect(rig.report.responses.map(\.status) == [.inProgress])
  }

  @Test func `speech is placed in audio time, padding included`() {
    var rig = RealtimeRig(script: .init(says: "One."))
    rig.hear(RealtimeRig.quiet, milliseconds: 1_000)
    rig.hear(RealtimeRig.loud, milliseconds: 400)
    rig.hear(RealtimeRig.quiet, milliseconds: 500)
    #expect(rig.last("input_audio_buffer.speech_started")?["audio_start_ms"] == 700)
    #expect(rig.last("input_audio_buffer.speech_stopped")?["audio_end_ms"] == 1_900)
  }

  @Test func `usage is ten tokens a second in and twenty out`() {
    var rig = RealtimeRig(script: .init(says: String(repeating: "x", count: 50)))
    rig.hear(RealtimeRig.loud, milliseconds: 1_500)
    rig.hear(RealtimeRig.quiet, milliseconds: 500)
    rig.run(for: .seconds(3))
    let usage = rig.last("response.done")?["response"]?["usage"]
    #expect(usage?["output_token_details"]?["audio_tokens"] == 60)
    #expect(usage?["input_token_details"]?["audio_tokens"] == 20)
  }

  @Test func `tells how far each answer came piece by piece, and what orders the conversation`() throws {
    var rig = RealtimeRig(script: .init(heardAs: "Hm?", says: "One two three four.", faults: [.transcription(.after)]))
    rig.callerSpeaks()
    rig.run(for: .seconds(3))
    let answer = try #require(rig.report.responses.first)
    let last = try #require(answer.progress.last)
    #expect((last.letters, last.bytes) == (19, answer.audioMs * 8))
    #expect(
      zip(answer.progress, answer.progress.dropFirst()).allSatisfy { $0.letters <= $1.letters && $0.bytes <= $1.bytes })
    #expect(Set(answer.progress.map(\.bytes)).count == rig.all("response.output_audio.delta").count + 1)
    let (turn, item) = (try #require(rig.report.utterances.first?.itemID), try #require(answer.itemID))
    #expect(rig.report.moments == [.turnEnded(item: turn), .began(item: item), .written(item: turn)])
  }

  @Test func `talk answers each turn with one to four seconds and a verdict`() throws {
    var rig = RealtimeRig(.talk())
    for turn in 1...5 {
      rig.callerSpeaks()
      rig.run(for: .seconds(3))
      rig.send(output(turn, #"{"next_attempt":\#(turn + 1)}"#))
    }
    let answers = rig.report.responses
    #expect(answers.map(\.status) == Array(repeating: .completed, count: 5))
    #expect(answers.allSatisfy { (1_000...4_000).contains($0.audioMs) })
    #expect(Set(answers.map(\.audioMs)).count > 1)
    #expect(rig.report.calls.map { JSONTree($0.arguments.utf8)?["attempt"] } == [1, 2, 3, 4, 5])
    #expect(rig.report.calls.allSatisfy { JSONTree($0.arguments.utf8)?["served"] == true })
    #expect(rig.report.violations.isEmpty)
    let deltas = rig.all("response.output_audio.delta").compactMap { $0["delta"]?.text }
    #expect(deltas.allSatisfy { Base64Text.decode(Array($0.utf8)).map { (1...1_600).contains($0.count) } ?? false })
  }

  @Test func `an echoed frame comes back with the same text`() throws {
    var rig = RealtimeRig(.echo())
    let frames = (0..<20).map { number in (0..<160).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ number) } }
    for frame in frames { rig.append(frame) }
    let deltas = rig.all("response.output_audio.delta").compactMap { $0["delta"]?.text }
    #expect(deltas == frames.map { String(decoding: Base64Text.encode($0), as: UTF8.self) })
    #expect(rig.report.appendedFrames == 20)
    #expect(rig.report.appendedMs == 400)
    #expect(rig.report.responses.map(\.audioMs) == [400])
    #expect(rig.report.received["input_audio_buffer.append"] == 20)
    #expect(rig.report.sent["response.output_audio.delta"] == 20)
    rig.send(#"{"type":"input_audio_buffer.append","event_id":"a","audio":"////"}"#)
    rig.send(#"{ "audio" : "AAAA", "type" : "input_audio_buffer.append" }"#)
    rig.send(#"{"type":"input_audio_buffer.append","audio":"\/w=="}"#)
    #expect(rig.all("response.output_audio.delta").suffix(3).map { $0["delta"] } == ["////", "AAAA", "/w=="])
    #expect(rig.report.violations.isEmpty)
  }
}
