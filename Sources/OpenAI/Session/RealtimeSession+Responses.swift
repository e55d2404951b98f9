internal import NIOCore
internal import VoiceCore

extension RealtimeSession {
  /// What a response is for.
  enum Purpose: Equatable {
    /// The provider began it by itself, after a turn of the caller.
    case turn
    case welcome
    /// To answer what wasn't answered.
    case answer
    /// To go on after tool calls.
    case continuation
    /// To ask for the verdict that was forgotten; silent.
    case judgement
    /// The last words.
    case farewell
  }

  /// A response that we have asked for.
  struct Requested: Equatable {
    let purpose: Purpose
    let event: Int
  }

  /// The response that is being made; there is one at most.
  struct Response {
    let id: String
    /// The id's bytes, to compare with those of a message.
    let name: ByteBuffer
    var purpose: Purpose
    /// Our event that asked for it; 0 when the provider began it by itself.
    let event: Int
    /// The caller's turn that it belongs to.
    let turn: Int
    var isCancelled = false
    /// The caller's next turn ended before it did.
    var isOvertaken = false
    var audioBytes = 0
    var calls: [ToolCall] = []
  }

  // MARK: Asking

  /// Asks for a response, now or as soon as it is legal.
  mutating func want(_ purpose: Purpose) {
    if !wanted.contains(purpose) { wanted.append(purpose) }
    pump()
  }

  /// Asks for what waits, when no other response is active or on its way.
  mutating func pump() {
    guard link == .live, isJoined, response == nil, requested == nil, let next = wanted.first else { return }
    // While the caller speaks only the last words are said; the turn's end brings an answer, or `callerFellSilent`.
    guard next == .farewell || next == .welcome || !(callerIsSpeaking || expectsAnswer) else { return }
    wanted.removeFirst()
    requested = Requested(purpose: next, event: send(.createResponse(form(of: next))))
    schedule(.answer, in: limits.maximumSilence)
  }

  /// What is different in such a response; `nil` for nothing.
  private func form(of purpose: Purpose) -> JSONValue? {
    switch purpose {
    case .turn, .answer: nil
    case .continuation: toolRounds >= limits.maximumToolRounds ? ["tool_choice": "none"] : nil
    case .welcome: Self.saying(brief.isResumed ? .welcomeBack : .welcome(company: brief.company), in: brief)
    case .farewell: farewell.flatMap { Self.saying($0.phrase, in: brief) }
    case .judgement:
      [
        "instructions": .string(ReceptionistInstructions.judging(book.next)), "output_modalities": ["text"],
        "tools": ReceptionistTools.judging, "tool_choice": "required",
      ]
    }
  }

  private static func saying(_ phrase: Phrase, in brief: ReceptionistBrief) -> JSONValue {
    ["instructions": .string(ReceptionistInstructions.saying(phrase.text(in: brief.language))), "tool_choice": "none"]
  }

  // MARK: Beginning

  mutating func created(_ id: String) {
    guard response?.id != id, !past.contains(id) else { return }
    // Two at once can't be: the end of the other one was lost.
    if let other = response { done(ResponseEnd(id: other.id, status: .incomplete)) }
    let purpose = requested?.purpose ?? .turn
    response = Response(
      id: id, name: ByteBuffer(string: id), purpose: purpose, event: requested?.event ?? 0, turn: turn)
    requested = nil
    expectsAnswer = false
    emit(.cancel(.answer))
    schedule(.response, in: limits.maximumResponse)
    if purpose != .judgement { owesAnswer = false }
    if farewell != nil, purpose != .farewell { cancelResponse() }
  }

  /// Stops the response; its late audio isn't heard.
  mutating func cancelResponse() {
    guard let active = response, !active.isCancelled else { return }
    response?.isCancelled = true
    send(.cancelResponse(id: active.id))
    schedule(.response, in: limits.maximumCancellation)
  }

  // MARK: The end

  mutating func done(_ end: ResponseEnd) {
    // The beginning of a response may be lost, the end is told once.
    if response == nil { created(end.id) }
    guard let ended = response, ended.id == end.id else { return }
    response = nil
    _ = past.insert(ended.id)
    emit(.cancel(.response))
    bill(end.counts.response(at: settings.prices))
    closeItems(of: ended.id)
    if case .failed(let code) = end.status {
      emit(.log(.providerError(code)))
      if code.isFatal { return fail(.notAvailable) }
    }
    let calls = ended.calls + end.calls.filter { call in !ended.calls.contains { $0.id == call.id } }
    conclude(ended, end.status, calls)
    pump()
  }

  private mutating func conclude(_ ended: Response, _ status: ResponseEnd.Status, _ calls: [ToolCall]) {
    switch ended.purpose {
    case .farewell: farewellWasMade(by: ended)
    case .judgement: judgementCame(with: calls)
    case .turn, .welcome, .answer, .continuation: turnCame(ended, status, calls)
    }
  }

  private mutating func turnCame(_ ended: Response, _ status: ResponseEnd.Status, _ calls: [ToolCall]) {
    let hasSpoken = ended.audioBytes > 0
    if hasSpoken {
      failures = 0
      if ended.turn == turn { book.answered() }
    }
    let mustGoOn = take(calls, hasSpoken: hasSpoken || ended.isCancelled)
    guard farewell == nil, link == .live else { return }
    if case .failed = status, !hasSpoken, calls.isEmpty, !ended.isCancelled { return retry(ended.purpose) }
    if mustGoOn, !ended.isCancelled { wanted.append(.continuation) }
    if owesAnswer, ended.isOvertaken || !ended.isCancelled {
      // The caller's last turn ended while this response was being made, so the provider began none for it.
      wanted.append(.answer)
    } else if !hasSpoken, calls.isEmpty, !ended.isCancelled, ended.purpose != .welcome {
      // Neither words nor deeds: when the caller still waits, the model is asked once more.
      owesAnswer = true
      schedule(.answer, in: limits.maximumSilence)
    }
    guard book.lacksVerdict, !ended.isCancelled else { return }
    if callerIsSpeaking || owesAnswer { assumeServed() } else { wanted.append(.judgement) }
  }

  /// A response failed without a word: once it is asked for again, then another session may help.
  private mutating func retry(_ purpose: Purpose) {
    failures += 1
    if failures > 1 { lost() } else { wanted.insert(purpose == .turn ? .answer : purpose, at: 0) }
  }
}
