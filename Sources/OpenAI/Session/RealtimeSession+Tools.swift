internal import VoiceCore

extension RealtimeSession {
  /// A call is complete; its result goes out when the response has ended.
  mutating func note(_ call: ToolCall, of id: String) {
    guard response?.id == id, response?.calls.contains(where: { $0.id == call.id }) == false else { return }
    response?.calls.append(call)
  }

  /// Gives each call its one result (property 44). The answer is whether the model must be asked to go on now: not when
  /// the core's directive decides what follows, and not for ever.
  mutating func take(_ calls: [ToolCall], of ended: Response) -> Bool {
    let hasSpoken = ended.audioBytes > 0 || ended.isCancelled
    var (mustGoOn, hasLookedUp) = (false, false)
    for call in calls where tools.owesResult(to: call.id) {
      let (result, waitsForCore) = result(of: call, in: ended.turn, hasSpoken: hasSpoken)
      send(.result(result, of: call.id))
      mustGoOn = mustGoOn || !waitsForCore
      guard let tool = ReceptionistTool(rawValue: call.name), Self.remembered.contains(tool) else { continue }
      hasLookedUp = hasLookedUp || tool == .lookUp
      // Another session that goes on with the call needs what was found or taken down, too. Verdicts it is told otherwise.
      history.add(
        .called(ToolExchange(id: call.id, name: call.name, arguments: call.arguments, result: result.text)))
    }
    // The caller's present turn is answered by itself.
    guard !calls.isEmpty, ended.turn == book.turn else { return false }
    tools.roundEnded()
    // With words, the model has gone on already; a number that it got wrong is asked for by the judgement. Words beside a
    // look-up are no answer yet. Whose response was cancelled was interrupted by the caller.
    let isAnswered = hasSpoken && (ended.isCancelled || !hasLookedUp)
    return mustGoOn && !isAnswered && !waitsForCore
  }

  /// Asks the model to go on after its calls. One that has called too often says that it can't: the request has failed.
  mutating func goOn(after ended: Response) {
    switch tools.next() {
    case .goOn, .answerInWords: enqueue(.continuation)
    case .apologise:
      emit(.log(.callsForEver))
      if case .judged(let attempt, let verdict) = book.report(book.next, .failed, in: ended.turn) {
        tell(.judged(attempt, verdict))
      }
      enqueue(.apology)
    case .nothing: waitForMore(after: ended)
    }
  }

  /// The model said that it hands the caller over, and didn't: it is told so, once in a turn of the caller.
  mutating func claimsTransfer(_ ended: Response) -> Bool {
    guard ended.purpose.answersCaller, !ended.isCancelled, ended.turn == book.turn, !waitsForCore, !hasClaimed,
      TransferClaim.isMade(in: ended.words.joined(separator: " "))
    else { return false }
    hasClaimed = true
    emit(.log(.claimedTransfer))
    send(.systemText(ReceptionistInstructions.claimedTransfer))
    return true
  }

  /// Calls of a response whose end was taken for granted: each gets its result, which changes nothing.
  mutating func tooLate(_ calls: [ToolCall]) {
    for call in calls where tools.owesResult(to: call.id) {
      send(.result(problem("the response is over"), of: call.id))
    }
  }

  /// The verdict that was asked for, or none: then the request counts as served.
  mutating func judgementCame(_ ended: Response, with calls: [ToolCall]) {
    for call in calls where tools.owesResult(to: call.id) {
      send(.result(result(of: call, in: ended.turn, hasSpoken: true).0, of: call.id))
    }
    if ended.turn == book.turn { assumeVerdict() }
    guard farewell == nil else { return }
    if owesAnswer { enqueue(.answer) } else if waitsForCore { schedule(.answer, in: limits.maximumSilence) }
  }

  /// The core decides what follows.
  var waitsForCore: Bool { !awaited.isEmpty || personIsWanted || endIsWanted }

  /// Tells the verdict that nobody gave: served, unless the answer left out what it had to say.
  mutating func assumeVerdict() {
    let assumed = keyFacts.verdict(in: book.turn) ?? .served
    guard farewell == nil, let attempt = book.assume(assumed) else { return }
    tell(.judged(attempt, assumed))
  }

  private static let remembered: [ReceptionistTool] = [.lookUp, .takeMessage, .confirmMessage]

  private mutating func result(of call: ToolCall, in turn: Int, hasSpoken: Bool) -> (JSONValue, waitsForCore: Bool) {
    guard farewell == nil else { return (problem("the call is being handed over or closed"), true) }
    do throws(ToolFault) {
      switch try ToolReport(call.name, ToolArguments(json: call.arguments)) {
      case .outcome(let number, let verdict): return outcome(number, verdict, in: turn, hasSpoken: hasSpoken)
      case .transfer(let reason, let department): return transfer(reason, to: department)
      case .lookUp(let question): return (found(for: question, in: turn), false)
      case .language(let language):
        callerWants(language)
        return (["ok": true, "next_attempt": .integer(book.next)], false)
      case .endCall:
        endIsWanted = true
        tell(.callerIsDone)
        return (["ok": true, "next_attempt": .integer(book.next)], true)
      case .note(let kind, let details, let former):
        return (taken(try notes.take(kind, details, correcting: former, in: turn)), false)
      case .confirmed(let number): return (taken(try notes.confirm(number, in: turn)), false)
      case .noRequest:
        book.wasNoRequest(turn)
        return (["ok": true, "next_attempt": .integer(book.next)], false)
      }
    } catch {
      return (problem(error.description), false)
    }
  }

  private mutating func outcome(
    _ number: Int, _ verdict: Verdict, in turn: Int, hasSpoken: Bool
  ) -> (JSONValue, Bool) {
    let leavesOutFacts = verdict == .served && number == book.next && keyFacts.verdict(in: turn) == .failed
    switch book.report(number, leavesOutFacts ? .failed : verdict, in: turn) {
    case .judged(let attempt, let verdict):
      if !hasSpoken, turn == book.turn { awaited.insert(attempt) }
      tell(.judged(attempt, verdict))
      guard !leavesOutFacts else { return (problem("counted as not served: the answer left out key facts"), true) }
      return (["ok": true, "next_attempt": .integer(book.next)], true)
    case .didNotHelp:
      tell(.lastAnswerDidNotHelp)
      return (["ok": true, "next_attempt": .integer(book.next)], false)
    case .alreadyJudged: return (problem("already judged"), false)
    case .noNewRequest: return (problem("the caller has asked for nothing since the last verdict"), false)
    case .wrongNumber: return (problem("wrong attempt: expected \(book.next)"), false)
    }
  }

  /// A note is kept at once: a caller who hangs up has left it all the same.
  private mutating func taken(_ note: CallerNote) -> JSONValue {
    tell(.noted(note))
    guard !note.isConfirmed, let words = note.details.readBack else {
      return ["note": .integer(note.number), "kept": true, "next_attempt": .integer(book.next)]
    }
    return ["note": .integer(note.number), "read_back": .string(words), "next_attempt": .integer(book.next)]
  }

  private mutating func transfer(_ reason: TransferReason, to name: String?) -> (JSONValue, Bool) {
    let department = name.flatMap { name in
      brief.departments.first { $0.name.lowercased() == name.lowercased() }
    }
    if name != nil, department == nil { return (problem("unknown department"), false) }
    if personIsWanted { return (problem("a person is wanted already"), true) }
    personIsWanted = true
    tell(.personWanted(reason, department?.id))
    return (["ok": true, "next_attempt": .integer(book.next)], true)
  }

  /// What the company says to a question. Nobody is told who asked.
  private mutating func found(for question: String, in turn: Int) -> JSONValue {
    let finding = knowledge.lookUp(question, at: nil, in: languages.spoken.language)
    guard let best = finding.best else {
      return [
        "entries": [], "hint": "nothing is known about that: say so, don't guess", "next_attempt": .integer(book.next),
      ]
    }
    // Facts that were written in another language than the call's are said in other words.
    let isForeign = best.language.map { $0.primary != languages.spoken.language.primary } ?? false
    keyFacts.lookedUp(isForeign ? nil : best, in: turn)
    return [
      "entries": .array(finding.answers.map { ReceptionistInstructions.data(of: $0.entry) }),
      "next_attempt": .integer(book.next),
    ]
  }

  private func problem(_ text: String) -> JSONValue {
    ["error": .string(text), "next_attempt": .integer(book.next)]
  }
}
