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
    /// To say that it can't be done, after tool calls without an end.
    case apology
    /// To ask for the verdict that was forgotten; silent.
    case judgement
    /// To say that nobody has the extension that was dialled.
    case unknownExtension
    /// To say that it goes on, after a person has spoken with the caller.
    case resumption
    /// The last words.
    case farewell

    /// Whether it says what the caller's last turn calls for.
    var answersCaller: Bool {
      switch self {
      case .turn, .answer, .continuation, .apology: true
      case .welcome, .judgement, .unknownExtension, .resumption, .farewell: false
      }
    }
  }

  /// A response that we have asked for.
  struct Requested: Equatable {
    let purpose: Purpose
    let event: Int
    /// The caller's turn that it belongs to.
    var turn: Int
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
    var turn: Int
    var isCancelled = false
    /// The caller still waits for an answer when it has ended.
    var leavesAnswer = false
    /// Its first words are in the caller's language.
    var fitsLanguage = false
    var audioBytes = 0
    /// What `audioBytes` was when its progress was looked at.
    var bytesAtLastLook = 0
    var calls: [ToolCall] = []
    /// What was said in it, as far as it is known.
    var words: [String] = []
  }

  // MARK: Asking

  /// Asks for a response, now or as soon as it is legal.
  mutating func want(_ purpose: Purpose) {
    enqueue(purpose)
    pump()
  }

  /// Each purpose waits once at most, so that nothing is said twice.
  mutating func enqueue(_ purpose: Purpose, first isFirst: Bool = false) {
    guard !wanted.contains(purpose) else { return }
    wanted.insert(purpose, at: isFirst ? 0 : wanted.count)
  }

  /// What a response to the caller's last turn makes needless.
  mutating func callerIsBeingAnswered() {
    owesAnswer = false
    wanted.removeAll { $0 == .answer || $0 == .continuation || $0 == .apology }
  }

  /// Asks for what waits, when no other response is active or on its way.
  mutating func pump() {
    if !book.lacksVerdict { wanted.removeAll { $0 == .judgement } }
    guard link == .live, isJoined, response == nil, requested == nil, let next = wanted.first else { return }
    // While the caller speaks only the last words are said; the turn's end brings an answer, or `callerFellSilent`.
    guard next == .farewell || next == .welcome || !(callerIsSpeaking || expectsAnswer) else { return }
    guard next == .farewell || !(isHeldBack || isSilenced) else { return }
    wanted.removeFirst()
    requested = Requested(purpose: next, event: send(.createResponse(form(of: next))), turn: book.turn)
    schedule(.answer, in: limits.maximumSilence)
    if next == .farewell, farewell?.isAsked == false {
      farewell?.isAsked = true
      schedule(.farewell, in: limits.maximumFarewellSilence)
    }
  }

  /// What is different in such a response; `nil` for nothing.
  private func form(of purpose: Purpose) -> JSONValue? {
    switch purpose {
    case .turn: nil
    case .answer, .continuation: tools.mustAnswerInWords ? ["tool_choice": "none"] : nil
    case .welcome: saying(brief.welcome)
    case .apology: saying(.cannotDo)
    case .unknownExtension: saying(.unknownExtension)
    case .resumption: saying(.backAgain)
    case .farewell: farewell.map { saying($0.phrase) }
    case .judgement:
      [
        "instructions": .string(ReceptionistInstructions.judging(book.next)), "output_modalities": ["text"],
        "tools": ReceptionistTools.judging, "tool_choice": "required",
      ]
    }
  }

  /// Words of ours, in the caller's language where we have them in it.
  private func saying(_ phrase: Phrase) -> JSONValue {
    let words = phrase.text(in: languages.spoken.ofPrompts)
    return ["instructions": .string(ReceptionistInstructions.saying(words)), "tool_choice": "none"]
  }

  // MARK: Beginning

  mutating func created(_ id: String) {
    guard response?.id != id, !past.contains(id) else { return }
    // Two at once can't be: the end of the other one was lost.
    if let other = response { settle(ResponseEnd(id: other.id, status: .incomplete)) }
    let purpose = requested?.purpose ?? .turn
    // A key that was pressed since it was asked for isn't answered by it.
    let turn = requested?.turn ?? (expectsAnswer ? expectedTurn : book.turn)
    response = Response(
      id: id, name: ByteBuffer(string: id), purpose: purpose, event: requested?.event ?? 0, turn: turn)
    requested = nil
    expectsAnswer = false
    emit(.cancel(.answer))
    schedule(.response, in: limits.maximumResponse)
    schedule(.progress, in: limits.maximumSilence)
    if purpose.answersCaller {
      if turn == book.turn { callerIsBeingAnswered() } else { response?.leavesAnswer = true }
    }
    if farewell != nil || isSilenced, purpose != .farewell { cancelResponse() }
  }

  /// Stops the response; its late audio isn't heard.
  mutating func cancelResponse() {
    guard let active = response, !active.isCancelled else { return }
    response?.isCancelled = true
    send(.cancelResponse(id: active.id))
    emit(.cancel(.progress))
    schedule(.response, in: limits.maximumCancellation)
  }
}
