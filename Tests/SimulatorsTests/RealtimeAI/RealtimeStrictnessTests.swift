import Simulators
import Testing

@Suite("The realtime AI refuses")
struct RealtimeStrictnessTests {
  /// A client event, the code of its refusal, the parameter that is named.
  struct Breach: Sendable, CustomTestStringConvertible {
    let event: String
    let code: String
    let parameter: String?
    var testDescription: String { "\(code) \(parameter ?? "")" }

    init(_ event: String, _ code: String, _ parameter: String? = nil) {
      self.event = event
      self.code = code
      self.parameter = parameter
    }

    /// In an otherwise right `session.update`.
    static func session(_ fields: String, _ code: String, _ parameter: String) -> Breach {
      Breach(#"{"type":"session.update","session":{"type":"realtime",\#(fields)}}"#, code, "session." + parameter)
    }

    /// In a `conversation.item.create`.
    static func item(_ fields: String, _ code: String, _ parameter: String) -> Breach {
      Breach(#"{"type":"conversation.item.create",\#(fields)}"#, code, parameter)
    }
  }

  static let breaches: [Breach] = [
    Breach(#"{"type":"session.update","session":{}}"#, "missing_required_parameter", "session.type"),
    Breach(#"{"type":"session.update"}"#, "missing_required_parameter", "session"),
    .session(#""modalities":["audio"]"#, "unknown_parameter", "modalities"),
    .session(#""temperature":0.8"#, "unknown_parameter", "temperature"),
    .session(#""output_modalities":["audio","text"]"#, "invalid_value", "output_modalities"),
    .session(#""model":"other""#, "invalid_value", "model"),
    .session(#""tools":[{"type":"function"}]"#, "missing_required_parameter", "tools[0].name"),
    .session(#""tool_choice":{"type":"function","name":"nobody"}"#, "invalid_value", "tool_choice.name"),
    .session(#""max_output_tokens":5000"#, "invalid_value", "max_output_tokens"),
    .session(
      #""audio":{"input":{"format":{"type":"g711_ulaw"}}}"#, "invalid_value", "audio.input.format.type"),
    .session(
      #""audio":{"output":{"format":{"type":"audio/pcmu","rate":8000}}}"#, "unknown_parameter",
      "audio.output.format.rate"),
    .session(
      #""audio":{"input":{"turn_detection":{"type":"server_vad","threshold":2}}}"#, "invalid_value",
      "audio.input.turn_detection.threshold"),
    .session(#""audio":{"output":{"voice":"nobody"}}"#, "invalid_value", "audio.output.voice"),
    Breach(#"{"type":"session.update","sesion":{},"session":{"type":"realtime"}}"#, "unknown_parameter", "sesion"),
    Breach(#"{"type":"input_audio_buffer.append","audio":"!!!"}"#, "invalid_value", "audio"),
    Breach(#"{"type":"input_audio_buffer.append"}"#, "missing_required_parameter", "audio"),
    Breach(#"{"type":"input_audio_buffer.commit"}"#, "input_audio_buffer_commit_empty"),
    Breach(#"{"type":"response.cancel"}"#, "response_cancel_not_active"),
    Breach(
      #"{"type":"response.create","response":{"modalities":["audio"]}}"#, "unknown_parameter", "response.modalities"),
    Breach(
      #"{"type":"conversation.item.truncate","item_id":"nobody","content_index":0,"audio_end_ms":1}"#,
      "item_truncate_invalid_item_id", "item_id"),
    Breach(
      #"{"type":"conversation.item.delete","item_id":"nobody"}"#, "item_delete_invalid_item_id", "item_id"),
    Breach(
      #"{"type":"conversation.item.retrieve","item_id":"nobody"}"#, "item_retrieve_invalid_item_id", "item_id"),
    .item(
      #""item":{"type":"function_call_output","call_id":"c","output":"{}"}"#, "invalid_tool_call_id", "item.call_id"),
    .item(
      #""item":{"type":"message","role":"assistant","content":[{"type":"output_audio","audio":""}]}"#,
      "invalid_value", "item.content[0].type"),
    .item(
      #""previous_item_id":"nobody","item":{"type":"message","role":"user","content":[]}"#,
      "item_create_invalid_previous_item_id", "previous_item_id"),
    Breach(#"{"type":"output_audio_buffer.clear"}"#, "invalid_event", "type"),
    Breach(#"{"type":"response.audio.delta"}"#, "invalid_value", "type"),
    Breach(#"{"no":"type"}"#, "missing_required_parameter", "type"),
    Breach(#"{"type":"#, "invalid_json"),
  ]

  @Test(arguments: breaches)
  func `a client event that breaks the protocol`(_ breach: Breach) {
    var rig = RealtimeRig(.script(RealtimeAIScript(turns: [])))
    rig.send(breach.event)
    #expect(rig.errors == [breach.code])
    #expect(rig.last("error")?["error"]?["param"]?.text == breach.parameter)
    #expect(rig.report.violations.map(\.code) == [breach.code])
    #expect(rig.types.filter { $0 == "session.updated" }.count == 1)
  }

  @Test func `the client's event id comes back in the error`() {
    var rig = RealtimeRig(.script(RealtimeAIScript(turns: [])))
    rig.send(#"{"type":"response.cancel","event_id":"evt_c5"}"#)
    #expect(rig.last("error")?["error"]?["event_id"]?.text == "evt_c5")
    #expect(rig.report.graveViolations.isEmpty)
  }

  @Test func `a second response while one is active`() {
    var rig = RealtimeRig(script: .init(says: "A long answer that takes its time."))
    rig.callerSpeaks()
    rig.send(#"{"type":"response.create"}"#)
    #expect(rig.errors == ["conversation_already_has_active_response"])
    rig.run(for: .seconds(2))
    #expect(rig.report.responses.map(\.status) == [.completed])
  }

  @Test func `another voice once the model has spoken`() {
    var rig = RealtimeRig(script: .init(says: "Hello."))
    func voice(_ name: String) -> String {
      #"{"type":"session.update","session":{"type":"realtime","audio":{"output":{"voice":"\#(name)"}}}}"#
    }
    rig.send(voice("cedar"))
    #expect(rig.errors.isEmpty)
    rig.callerSpeaks()
    rig.run(for: .seconds(1))
    rig.send(voice("cedar"))
    #expect(rig.errors.isEmpty)
    rig.send(voice("verse"))
    #expect(rig.errors == ["cannot_update_voice"])
  }

  @Test func `truncating beyond the audio that was sent`() throws {
    var rig = RealtimeRig(script: .init(says: "0123456789"))
    rig.callerSpeaks()
    rig.run(for: .seconds(2))
    let id = try #require(rig.last("response.output_item.done")?["item"]?["id"]?.text)
    func truncate(_ milliseconds: Int) -> String {
      #"{"type":"conversation.item.truncate","item_id":"\#(id)","content_index":0,"audio_end_ms":\#(milliseconds)}"#
    }
    rig.send(truncate(601))
    #expect(rig.errors == ["invalid_value"])
    rig.send(truncate(600))
    rig.send(truncate(250))
    rig.send(truncate(300))
    #expect(rig.errors == ["invalid_value", "invalid_value"])
    #expect(rig.report.truncations.map(\.audioEndMs) == [600, 250])
    #expect(rig.report.truncations.map(\.sentMs) == [600, 600])
  }

  @Test func `a function is answered once`() {
    var rig = RealtimeRig(script: .init(says: "", calls: [ToolCall("transfer", arguments: #"{"to":"sales"}"#)]))
    rig.callerSpeaks()
    let answer =
      #"{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"call_1_1","output":"ok"}}"#
    #expect(rig.report.unansweredCalls.map(\.name) == ["transfer"])
    rig.send(answer)
    #expect(rig.report.unansweredCalls.isEmpty)
    rig.send(answer)
    #expect(rig.errors == ["tool_call_already_answered"])
    #expect(rig.report.calls.map(\.output) == ["ok"])
  }

  @Test func `the beta header is told and closed with 4000`() {
    let rig = RealtimeRig(.echo(), rejection: .betaShape, isSetUp: false)
    #expect(rig.errors == ["beta_api_shape_disabled"])
    #expect(rig.actions.last == .close(4_000))
  }

  @Test func `audio before the session is set up is noted as early`() {
    var rig = RealtimeRig(.script(RealtimeAIScript(turns: [])), isSetUp: false)
    rig.append([UInt8](repeating: 0, count: 960))
    rig.send(RealtimeRig.update)
    rig.append([UInt8](repeating: 0xFF, count: 160))
    #expect(rig.report.early == ["input_audio_buffer.append"])
    #expect(rig.report.violations.isEmpty)
  }

  @Test func `a refused update changes nothing`() {
    var rig = RealtimeRig(.script(RealtimeAIScript(turns: [])))
    rig.send(#"{"type":"session.update","session":{"type":"realtime","instructions":"New","voice":"marin"}}"#)
    #expect(rig.report.instructions == "Receptionist")
  }
}
