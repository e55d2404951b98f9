/// Following a document verb by verb.
extension CarrierCall {
  /// How long `<Say>` takes for each character, and at least.
  static let speechPerCharacter = Duration.milliseconds(60)
  static let shortestSpeech = Duration.milliseconds(300)
  /// How long `<Play>` takes: the file is not fetched.
  static let playDuration = Duration.seconds(2)

  /// The verbs that a wait document may hold.
  private static let waitVerbs: Set<String> = ["Play", "Say", "Pause", "Hangup", "Redirect", "Leave", "Gather"]

  /// Does verbs until one takes time or asks the server.
  mutating func proceed(at now: Duration) throws(TwiMLRefusal) -> Next {
    while let verb = verbs.popFirst() {
      defer { isFirstVerb = false }
      if queue != nil, !Self.waitVerbs.contains(verb.name) {
        throw .schema("<\(verb.name)> may not stand in a wait document")
      }
      if let next = try perform(verb, at: now) { return next }
    }
    if queue != nil { return try waitAgain(at: now) }
    answer(at: now)
    return end(.serverHungUp, at: now)
  }

  private mutating func perform(_ verb: TwiMLVerb, at now: Duration) throws(TwiMLRefusal) -> Next? {
    switch verb {
    case .say, .play:
      answer(at: now)
      note(verb, at: now)
      return hold(.prompt, Self.duration(of: verb))
    case .pause:
      if !isFirstVerb { answer(at: now) }
      return hold(.silence, Self.duration(of: verb))
    case .gather(let gather):
      answer(at: now)
      for prompt in gather.prompts { note(prompt, at: now) }
      awaiting = .gathering(gather)
      return Next(step: .gather(gather))
    case .record(let record):
      answer(at: now)
      awaiting = .recording(record)
      return Next(step: .record(record))
    case .connect(let stream, let action):
      answer(at: now)
      return try connect(stream, action: action)
    case .start(let stream):
      answer(at: now)
      note(.notSimulated("<Start><Stream url=\"\(stream.url)\">"), at: now)
      return nil
    case .stop: return nil
    case .dial(let dial): return try self.dial(dial, at: now)
    case .reject(let reason):
      guard !isAnswered, isFirstVerb else { throw .schema("<Reject> must be the first verb of an unanswered call") }
      return end(.rejected(reason: reason), at: now)
    case .redirect(let target): return request(.redirect, try resolve(target), [])
    case .hangup:
      answer(at: now)
      return end(.serverHungUp, at: now)
    case .enqueue(let enqueue):
      answer(at: now)
      return try self.enqueue(enqueue, at: now)
    case .leave:
      guard queue != nil else { throw .schema("<Leave> may only stand in a wait document") }
      return try leaveQueue("leave", at: now)
    case .refer: throw TwiMLRefusal(32618, "<Refer> is for calls that came in by SIP")
    }
  }

  mutating func answer(at now: Duration) {
    guard !isAnswered else { return }
    isAnswered = true
    answeredAt = now
  }

  mutating func hold(_ sound: Hold.Sound, _ duration: Duration?) -> Next {
    awaiting = .passing
    return Next(step: .hold(Hold(sound: sound, duration: duration)))
  }

  /// How long a prompt sounds; `nil` for one that never ends.
  package static func duration(of verb: TwiMLVerb) -> Duration? {
    switch verb {
    case .say(let text, let loop):
      loop == 0 ? nil : max(speechPerCharacter * text.count, shortestSpeech) * loop
    case .play(_, let loop): loop == 0 ? nil : playDuration * loop
    case .pause(let seconds): .seconds(seconds)
    default: .zero
    }
  }

  private mutating func note(_ verb: TwiMLVerb, at now: Duration) {
    switch verb {
    case .say(let text, _): note(.said(text), at: now)
    case .play(let source, _): note(.played(source), at: now)
    default: break
    }
  }
}
