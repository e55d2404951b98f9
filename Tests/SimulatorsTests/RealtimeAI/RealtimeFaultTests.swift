import NIOCore
import Simulators
import Testing

@Suite("The realtime AI goes wrong")
struct RealtimeFaultTests {
  private func turn(
    _ faults: RealtimeAIFault..., says: String = "Twenty characters...", calls: [ToolCall] = [.outcome(served: true)]
  ) -> RealtimeRig {
    var rig = RealtimeRig(script: .init(heardAs: "Hello?", says: says, calls: calls, faults: faults))
    rig.callerSpeaks()
    rig.run(for: .seconds(5))
    return rig
  }

  @Test func `the session never starts`() {
    let rig = RealtimeRig(.echo(), opening: [.noSessionCreated], isSetUp: false)
    #expect(rig.actions.isEmpty)
  }

  @Test func `session updated never comes`() {
    let rig = RealtimeRig(.echo(), opening: [.noSessionUpdated])
    #expect(rig.types == ["session.created"])
  }

  @Test func `session updated names another encoding, and it is spoken`() {
    var rig = RealtimeRig(script: .init(says: "x"), opening: [.otherOutputFormat(.pcm)])
    #expect(rig.last("session.updated")?["session"]?["audio"]?["output"]?["format"]?["type"] == "audio/pcm")
    rig.callerSpeaks()
    rig.run(for: .seconds(1))
    let bytes = rig.all("response.output_audio.delta").compactMap { $0["delta"]?.text }
      .reduce(0) { $0 + (Base64Text.decode(Array($1.utf8))?.count ?? 0) }
    #expect(bytes == 60 * 48)
  }

  @Test func `the session expires`() {
    var rig = RealtimeRig(.echo(), opening: [.expires(after: .seconds(3))])
    rig.run(for: .seconds(4))
    #expect(rig.errors == ["session_expired"])
    #expect(rig.actions.last == .close(1_001))
  }

  @Test func `an error instead of a session`() {
    let rig = RealtimeRig(.echo(), opening: [.failed(.insufficientQuota)], isSetUp: false)
    #expect(rig.types == ["error"])
    #expect(rig.actions.last == .close(1_008))
  }

  @Test(arguments: [RealtimeAIFault.neverDone, .neverStops])
  func `a response that never ends can be cancelled`(_ fault: RealtimeAIFault) {
    var rig = turn(fault)
    #expect(rig.all("response.done").isEmpty)
    let sent = rig.report.responses.first?.audioMs ?? 0
    if fault == .neverDone {
      #expect(sent == 1_200)
    } else {
      #expect(sent > 4_000)
    }
    rig.send(#"{"type":"response.cancel"}"#)
    #expect(rig.last("response.done")?["response"]?["status"] == "cancelled")
    #expect(rig.session.deadline == nil || fault == .neverStops)
    let count = rig.events.count
    rig.run(for: .seconds(5))
    #expect(rig.events.count == count)
  }

  @Test func `deltas come late after a cancel`() {
    var rig = RealtimeRig(
      script: .init(says: String(repeating: "x", count: 200), faults: [.lateDeltas(5)]))
    rig.callerSpeaks()
    rig.run(for: .milliseconds(100))
    let before = rig.events.count
    rig.send(#"{"type":"response.cancel"}"#)
    let after = rig.types[before...]
    let done = after.firstIndex(of: "response.done") ?? 0
    #expect(after[..<done].filter { $0 == "response.output_audio.delta" }.count == 3)
    #expect(after[done...].filter { $0 == "response.output_audio.delta" }.count == 2)
  }

  @Test func `a stall in the middle`() {
    var rig = RealtimeRig(script: .init(says: String(repeating: "x", count: 20), faults: [.stalls(.seconds(9))]))
    rig.callerSpeaks()
    rig.run(for: .seconds(8))
    #expect(rig.all("response.done").isEmpty)
    #expect(!rig.all("response.output_audio.delta").isEmpty)
    rig.run(for: .seconds(2))
    #expect(rig.report.responses.map(\.status) == [.completed])
  }

  @Test func `frames that are no events`() {
    #expect(
      turn(.garbage).actions.contains { action in
        guard case .send(let text) = action else { return false }
        return JSONTree(text.readableBytesView) == nil
      })
    #expect(turn(.binaryFrame).actions.contains { if case .sendBinary = $0 { true } else { false } })
    let bad = turn(.badBase64).all("response.output_audio.delta").compactMap { $0["delta"]?.text }
      .filter { Base64Text.decode(Array($0.utf8)) == nil }
    #expect(bad.count == 1)
    #expect(turn(.unknownEvents).types.contains("response.output_mood.delta"))
  }

  @Test func `bent events`() {
    #expect(
      turn(.missingField(event: "response.output_audio.delta", field: "item_id"))
        .all("response.output_audio.delta").allSatisfy { $0["item_id"] == nil })
    #expect(
      turn(.nullField(event: "response.output_audio.delta", field: "delta"))
        .all("response.output_audio.delta").allSatisfy { $0["delta"] == .null })
    #expect(turn(.extraFields).last("response.done")?["x_future"] != nil)
    #expect(turn(.missingUsage).last("response.done")?["response"]?["usage"] == nil)
    #expect(turn().last("response.done")?["response"]?["usage"] != nil)
  }

  @Test func `transcription comes when it likes`() throws {
    func place(_ when: RealtimeAIFault.Transcription, _ suffix: String) -> (words: Int?, created: Int?, done: Int?) {
      let types = turn(.transcription(when)).types
      return (
        types.firstIndex { $0.hasSuffix("transcription." + suffix) }, types.firstIndex(of: "response.created"),
        types.firstIndex(of: "response.done")
      )
    }
    let before = place(.before, "completed")
    #expect(try #require(before.words) < (try #require(before.created)))
    let after = place(.after, "completed")
    #expect(try #require(after.words) > (try #require(after.done)))
    #expect(place(.failed, "failed").words != nil)
    #expect(place(.failed, "completed").words == nil)
    #expect(place(.never, "completed").words == nil)
  }

  @Test func `responses that fail or stop`() {
    let failed = turn(.failed(.serverError)).last("response.done")?["response"]
    #expect(failed?["status"] == "failed")
    #expect(failed?["status_details"]?["error"]?["code"] == "server_error")
    let incomplete = turn(.incomplete(reason: "max_output_tokens")).last("response.done")?["response"]
    #expect(incomplete?["status"] == "incomplete")
    #expect(incomplete?["status_details"]?["reason"] == "max_output_tokens")
  }

  @Test func `calls that make no sense`() {
    #expect(JSONTree((turn(.brokenArguments).report.calls.first?.arguments ?? "{}").utf8) == nil)
    #expect(turn(.unknownTool).report.calls.map(\.name) == ["no_such_tool", "report_outcome"])
    #expect(JSONTree((turn(.unknownAttempt).report.calls.first?.arguments ?? "").utf8)?["attempt"] == 9_999)
    let twice = turn(.twoVerdicts).report.calls
    #expect(twice.map(\.arguments) == Array(repeating: #"{"attempt":1,"served":true,"reason":"answered"}"#, count: 2))
    #expect(Set(twice.map(\.id)).count == 2)
  }

  @Test func `errors and ends in the middle`() {
    let error = turn(.error(.rateLimitExceeded))
    #expect(error.errors == ["rate_limit_exceeded"])
    #expect(error.report.responses.map(\.status) == [.completed])
    #expect(turn(.fatal(.invalidAPIKey)).actions.last == .close(1_008))
    #expect(turn(.closes(code: 1_011)).actions.last == .close(1_011))
    #expect(turn(.drops).actions.last == .drop)
    #expect(turn(.expires).errors == ["session_expired"])
  }

  @Test func `a giant delta`() {
    let deltas = turn(.giantDelta(bytes: 300_000)).all("response.output_audio.delta")
    #expect(deltas.map { $0["delta"]?.text?.utf8.count } == [400_000])
  }

  @Test func `seeded faults of talk mode`() {
    var rig = RealtimeRig(.talk(TalkStyle(faults: [.failed(.serverError)], faultsInHundred: 50)))
    for _ in 0..<12 {
      rig.callerSpeaks()
      rig.run(for: .seconds(3))
    }
    let statuses = rig.report.responses.map(\.status)
    #expect(statuses.contains(.failed))
    #expect(statuses.contains(.completed))
  }
}
