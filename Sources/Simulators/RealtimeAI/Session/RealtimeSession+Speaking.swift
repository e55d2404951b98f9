internal import NIOCore

/// A response from `response.created` to `response.done`.
extension RealtimeSession {
  mutating func start(_ plan: ResponsePlan, request: JSONTree) {
    open(plan, steps: plan.steps(setting.pace, &chance), request: request)
    guard let response else { return }
    let gap = response.steps.first?.gap ?? .zero
    if plan.delay + gap > .zero {
      agenda.add(.speak(response: response.id), at: now + plan.delay + gap)
    } else {
      speakOn(response.id)
    }
  }

  mutating func open(_ plan: ResponsePlan, steps: [ResponseStep], request: JSONTree) {
    responseCount += 1
    distortions = plan.faults
    let opened = ActiveResponse(
      id: "resp_\(setting.number)_\(responseCount)", plan: plan, steps: steps,
      isInConversation: request["conversation"] != "none", metadata: request["metadata"] ?? .null)
    response = opened
    report.note(
      RealtimeSessionReport.Response(
        id: opened.id, status: .inProgress, reason: nil, audioMs: 0, turn: plan.turn, says: plan.says),
      in: \.responses)
    emit("response.created", ["response": json(of: opened, status: "in_progress", details: .null, usage: .null)])
    emit(
      "rate_limits.updated",
      [
        "rate_limits": [
          [
            "name": "requests", "limit": 1_000, "remaining": .int(max(0, 1_000 - responseCount)), "reset_seconds": 60.0,
          ],
          ["name": "tokens", "limit": 40_000, "remaining": 39_000, "reset_seconds": 1.5],
        ]
      ])
  }

  /// Does the steps that are due, from the one at hand.
  mutating func speakOn(_ id: String) {
    response?.isWaiting = false
    while !isClosed, let step = response?.step(of: id), response?.isWaiting == false {
      response?.position += 1
      perform(step.kind)
      guard let gap = response?.step(of: id)?.gap, gap > .zero else { continue }
      return agenda.add(.speak(response: id), at: now + gap)
    }
  }

  private mutating func perform(_ step: ResponseStep.Kind) {
    switch step {
    case .openMessage: openMessage()
    case .words(let words): say(words)
    case .audio(let range): sendAudio(range)
    case .badAudio: sendDelta(ByteBuffer(string: "!!not*base64!!"))
    case .closeMessage: closeMessage(status: "completed")
    case .call(let call): self.call(call)
    case .text(let text): outbox.append(.send(ByteBuffer(string: text)))
    case .binary: outbox.append(.sendBinary(ByteBuffer(bytes: [0, 1, 2, 0xFF])))
    case .unknownEvent(let type): emit(type, ["mood": "sunny", "response_id": .text(response?.id)])
    case .error(let error): tell(error)
    case .fatal(let error):
      tell(error)
      close(1_008)
    case .close(let code): close(code)
    case .drop: drop()
    case .expire: expire()
    case .again(let range): sayAgain(range)
    case .fallSilent: break
    case .finish(let status, let reason): finish(status, reason: reason)
    }
  }

  mutating func openMessage() {
    guard let response else { return }
    let isText = response.plan.isText
    let item = RealtimeItem(
      id: nextItemID(), content: isText ? .written("") : .spoken(transcript: "", audioMs: 0), status: "in_progress")
    self.response?.openMessage(item.id)
    if let index = report.responses.lastIndex(where: { $0.id == response.id }) {
      report.responses[index].itemID = item.id
    }
    report.note(.began(item: item.id), in: \.moments)
    begin(item)
    emit(
      "response.content_part.added",
      inMessage(["part": isText ? ["type": "text", "text": ""] : ["type": "audio", "transcript": ""]]))
  }

  private mutating func say(_ words: String) {
    response?.said += words
    let isText = response?.plan.isText ?? false
    emit(
      isText ? "response.output_text.delta" : "response.output_audio_transcript.delta",
      inMessage(["delta": .string(words)]))
    noteProgress()
  }

  /// How far the response has come. Scripts are short; talk mode, which runs under load, keeps no such list.
  mutating func noteProgress() {
    guard case .script = setting.behaviour, let response,
      let index = report.responses.lastIndex(where: { $0.id == response.id }),
      report.responses[index].progress.count < RealtimeSessionReport.maximumEntries
    else { return }
    report.responses[index].progress.append(
      RealtimeSessionReport.Progress(letters: response.said.count, bytes: response.sentBytes))
  }

  mutating func closeMessage(status: String) {
    guard let response, response.isMessageOpen, let id = response.messageID else { return }
    let part: JSONTree
    let item: RealtimeItem
    if response.plan.isText {
      emit("response.output_text.done", inMessage(["text": .string(response.said)]))
      part = ["type": "text", "text": .string(response.said)]
      item = RealtimeItem(id: id, content: .written(response.said), status: status)
    } else {
      emit("response.output_audio.done", inMessage([:]))
      emit("response.output_audio_transcript.done", inMessage(["transcript": .string(response.said)]))
      part = ["type": "audio", "transcript": .string(response.said)]
      item = RealtimeItem(
        id: id, content: .spoken(transcript: response.said, audioMs: response.sentMs), status: status)
    }
    emit("response.content_part.done", inMessage(["part": part]))
    self.response?.isMessageOpen = false
    end(item)
  }

  /// The end, of its own accord.
  private mutating func finish(_ status: RealtimeSessionReport.Response.Status, reason: String?) {
    closeMessage(status: "incomplete")
    done(status, reason: reason)
  }

  /// The end because somebody wants it. Some deltas are on their way already, and some come behind.
  mutating func cancel(reason: String) {
    guard let response else { return }
    var late = 0
    for case .lateDeltas(let count) in distortions { late = count }
    for _ in 0..<(late + 1) / 2 { sendLateDelta(response) }
    closeMessage(status: "incomplete")
    done(.cancelled, reason: reason)
    for _ in 0..<late / 2 { sendLateDelta(response) }
  }

  private mutating func done(_ status: RealtimeSessionReport.Response.Status, reason: String?) {
    guard let response else { return }
    if let index = report.responses.lastIndex(where: { $0.id == response.id }) {
      report.responses[index].status = status
      report.responses[index].reason = reason
      report.responses[index].audioMs = response.sentMs
    }
    emit(
      "response.done",
      [
        "response": json(
          of: response, status: status.rawValue, details: responseDetails(status, reason), usage: usage(of: response))
      ])
    self.response = nil
    distortions = []
    for words in turns.transcriptionsAfter { transcribe(words) }
    turns.transcriptionsAfter = []
  }
}
