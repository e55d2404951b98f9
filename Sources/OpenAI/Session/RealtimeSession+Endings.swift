internal import NIOCore
internal import VoiceCore

/// What follows when a response has ended.
extension RealtimeSession {
  mutating func done(_ end: ResponseEnd) {
    guard !past.contains(end.id) else { return tooLate(end.calls) }
    // The beginning of a response may be lost, the end is told once.
    if response == nil { created(end.id) }
    settle(end)
    pump()
  }

  /// Draws the conclusions, but asks for nothing yet: another response may be active already.
  mutating func settle(_ end: ResponseEnd) {
    guard var ended = response, ended.id == end.id else { return }
    response = nil
    ended.words += spoken.items.filter { $0.response == ended.id && !$0.areWordsComplete }.map(\.words)
    _ = past.insert(ended.id)
    emit(.cancel(.response))
    emit(.cancel(.progress))
    bill(end.counts.response(at: settings.prices))
    closeItems(of: ended.id)
    if case .failed(let code) = end.status {
      emit(.log(.providerError(code)))
      if code.isFatal { return fail(.notAvailable) }
    }
    let calls = ended.calls + end.calls.filter { call in !ended.calls.contains { $0.id == call.id } }
    conclude(ended, end.status, calls)
  }

  private mutating func conclude(_ ended: Response, _ status: ResponseEnd.Status, _ calls: [ToolCall]) {
    switch ended.purpose {
    case .farewell: farewellWasMade(by: ended)
    case .judgement: judgementCame(ended, with: calls)
    case .turn, .welcome, .answer, .continuation, .apology, .unknownExtension, .resumption:
      turnCame(ended, status, calls)
    }
  }

  private mutating func turnCame(_ ended: Response, _ status: ResponseEnd.Status, _ calls: [ToolCall]) {
    let hasSpoken = ended.audioBytes > 0
    if hasSpoken {
      failures = 0
      book.answered(ended.turn)
      let isAnswer = ended.purpose.answersCaller && !calls.contains { $0.name == ReceptionistTool.lookUp.rawValue }
      keyFacts.spoke(ended.words, in: ended.turn, isAnswer: isAnswer)
    }
    if ended.isCancelled { keyFacts.wasCut(in: ended.turn) }
    let mustGoOn = take(calls, of: ended)
    guard farewell == nil, link == .live else { return }
    if keyFacts.verdict(in: ended.turn) == .failed, book.takeBack(in: ended.turn) { tell(.lastAnswerDidNotHelp) }
    if case .failed(let code) = status, !hasSpoken, calls.isEmpty, !ended.isCancelled {
      return retry(ended.purpose, after: code)
    }
    if owesAnswer, ended.leavesAnswer || !ended.isCancelled {
      // The caller's last turn ended while this response was being made, so the provider began none for it.
      enqueue(.answer)
    } else if !ended.isCancelled {
      if mustGoOn {
        goOn(after: ended)
      } else if claimsTransfer(ended) {
        enqueue(.continuation)
      } else {
        waitForMore(after: ended)
      }
    }
    guard book.lacksVerdict, !ended.isCancelled else { return }
    if callerIsSpeaking || owesAnswer { assumeVerdict() } else { enqueue(.judgement) }
  }

  /// Nothing follows by itself: the caller, who still waits, isn't left in silence for ever.
  mutating func waitForMore(after ended: Response) {
    guard ended.purpose != .welcome && ended.audioBytes == 0 || personIsWanted || endIsWanted else { return }
    // Neither words nor deeds, or too many deeds. Else the core decides.
    if !waitsForCore { owesAnswer = true }
    schedule(.answer, in: limits.maximumSilence)
  }
}
