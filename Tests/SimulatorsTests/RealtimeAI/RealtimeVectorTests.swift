import Simulators
import Testing

@Suite("The realtime AI and the vendor's vectors")
struct RealtimeVectorTests {
  /// A dialogue in which nearly everything happens once.
  private func dialogue() -> RealtimeRig {
    var rig = RealtimeRig(
      script: .init(heardAs: "Sales, please.", says: "One moment.", calls: [.outcome(served: true)]),
      .init(says: "What else can I do for you today?", faults: [.transcription(.failed)]),
      .init(says: "This fails.", faults: [.failed(.serverError)]))
    rig.callerSpeaks()
    rig.run(for: .seconds(2))
    rig.send(
      #"{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"call_1_1","output":"{}"}}"#)
    rig.send(#"{"type":"response.create"}"#)
    rig.run(for: .seconds(2))
    rig.callerSpeaks()
    rig.run(for: .milliseconds(100))
    rig.send(#"{"type":"response.cancel","event_id":"c9"}"#)
    rig.send(#"{"type":"response.cancel","event_id":"c10"}"#)
    rig.callerSpeaks()
    rig.run(for: .seconds(2))
    rig.send(#"{"type":"input_audio_buffer.clear"}"#)
    rig.send(#"{"type":"response.create","response":{"output_modalities":["text"]}}"#)
    rig.run(for: .seconds(2))
    let id = rig.all("response.output_item.added").first?["item"]?["id"]?.text ?? ""
    rig.send(#"{"type":"conversation.item.truncate","item_id":"\#(id)","content_index":0,"audio_end_ms":100}"#)
    rig.send(#"{"type":"conversation.item.retrieve","item_id":"\#(id)"}"#)
    rig.send(#"{"type":"conversation.item.delete","item_id":"\#(id)"}"#)
    return rig
  }

  @Test func `every server event has the fields it must have, and an id of its own`() throws {
    let required = try RealtimeVectors.required("server_events")
    let rig = dialogue()
    for event in rig.events {
      let type = try #require(event["type"]?.text)
      let fields = try #require(required[type], "\(type)")
      for field in fields { #expect(event[field] != nil, "\(type) lacks \(field)") }
    }
    let ids = rig.events.compactMap { $0["event_id"]?.text }
    #expect(ids.count == rig.events.count)
    #expect(Set(ids).count == ids.count)
    let seen = Set(rig.types)
    let absent = Set(required.keys).subtracting(seen).filter { type in
      !["mcp", "output_audio_buffer", "dtmf", "timeout_triggered", "segment", "item.created", "conversation.created"]
        .contains { type.contains($0) }
    }
    #expect(absent.isEmpty, "the dialogue should show \(absent.sorted())")
  }

  @Test func `one spoken turn has the order of the real service`() {
    var rig = RealtimeRig(script: .init(says: "One moment please."))
    rig.callerSpeaks()
    rig.run(for: .seconds(2))
    var order: [String] = []
    for type in rig.types.dropFirst(2) where !type.contains("transcription") && type != order.last {
      if type.hasSuffix(".delta"), order.contains(type) { continue }
      order.append(type)
    }
    #expect(
      order == [
        "input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped", "input_audio_buffer.committed",
        "conversation.item.added", "conversation.item.done", "response.created", "rate_limits.updated",
        "response.output_item.added", "conversation.item.added", "response.content_part.added",
        "response.output_audio_transcript.delta", "response.output_audio.delta", "response.output_audio.done",
        "response.output_audio_transcript.done", "response.content_part.done", "response.output_item.done",
        "conversation.item.done", "response.done",
      ])
  }

  @Test func `events look like those of the sample dialogue`() throws {
    let rig = dialogue()
    for sample in try RealtimeVectors.dialogue("s") {
      let type = try #require(sample["type"]?.text)
      let mine = try #require(rig.all(type).first, "\(type)")
      for member in sample.members ?? [] {
        let field = try #require(mine[member.name], "\(type) lacks \(member.name)")
        guard let inner = member.value.members, ["session", "response", "item"].contains(member.name) else { continue }
        if field["type"]?.text != member.value["type"]?.text { continue }
        for part in inner { #expect(field[part.name] != nil, "\(type).\(member.name) lacks \(part.name)") }
      }
    }
  }

  @Test func `the sample dialogue's client events are understood`() throws {
    var rig = RealtimeRig(.script(RealtimeAIScript(turns: [])), isSetUp: false)
    for event in try RealtimeVectors.dialogue("c") {
      if event["type"] == "response.create" { rig.run(for: .seconds(5)) }
      rig.send(event.description)
    }
    // The two that refer to things that the sample's server made up.
    #expect(rig.errors == ["invalid_tool_call_id", "item_truncate_invalid_item_id"])
    #expect(rig.types.contains("session.updated"))
  }

  @Test func `equal seeds give equal events`() {
    func run(_ seed: UInt64) -> [RealtimeSession.Action] {
      var rig = RealtimeRig(.talk(), seed: seed)
      for _ in 0..<3 {
        rig.callerSpeaks()
        rig.run(for: .seconds(5))
      }
      return rig.actions
    }
    #expect(run(7) == run(7))
    #expect(run(7) != run(8))
  }
}
