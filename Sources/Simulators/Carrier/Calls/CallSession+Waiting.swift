/// The steps in which the caller listens, presses keys and speaks outside of a stream.
extension CallSession {
  /// Why listening stopped.
  private enum Stop { case time, move, hungUp, interrupted(LineInterrupt) }

  mutating func hold(_ hold: CarrierCall.Hold) async -> CarrierCall.Outcome {
    let end = hold.duration.map { clock.now + $0 }
    switch await listen(until: end, sound: hold.sound, stopsAt: { _, _ in false }) {
    case .time, .move: return .elapsed
    case .hungUp: return .callerHungUp(recorded: nil)
    case .interrupted(let interrupt): return .interrupted(interrupt)
    }
  }

  /// In a room the others talk, so the caller may go on with the script.
  mutating func confer(in room: String, endsOnExit: Bool) async -> CarrierCall.Outcome {
    rooms.enter(room, call.identity.callSid, on: line)
    let stop = await listen(until: nil, sound: .silence, stopsAt: { _, _ in false })
    rooms.leave(room, call.identity.callSid, isEnd: endsOnExit)
    switch stop {
    case .interrupted(.roomEnded), .time, .move: return .roomEnded
    case .hungUp: return .callerHungUp(recorded: nil)
    case .interrupted(let interrupt): return .interrupted(interrupt)
    }
  }

  mutating func gather(_ gather: TwiMLGather) async -> CarrierCall.Outcome {
    var digits = ""
    var finishKey: Character?
    var speech: (words: String, end: Duration)?
    func takes(_ move: CallerProgram.Move, _ now: Duration) -> Bool {
      switch move {
      case .press(let key) where gather.takesKeys && speech == nil:
        if key == gather.finishKey { finishKey = key } else { digits.append(key) }
        return true
      case .speak(let audio, let words) where gather.takesSpeech && digits.isEmpty:
        speech = (words, now + VirtualPlayer.timePerByte * audio.count)
        return true
      default: return false
      }
    }
    var stop = Stop.time
    for prompt in gather.prompts {
      stop = await listen(
        until: CarrierCall.duration(of: prompt).map { clock.now + $0 }, sound: .prompt, stopsAt: takes)
      guard case .time = stop else { break }
    }
    while finishKey == nil, digits.count < gather.digitCount ?? .max {
      if case .hungUp = stop { return .callerHungUp(recorded: nil) }
      if case .interrupted(let interrupt) = stop { return .interrupted(interrupt) }
      let end = speech?.end ?? clock.now + .seconds(gather.timeoutSeconds)
      stop = await listen(until: end, sound: .silence, stopsAt: takes)
      if case .time = stop { break }
    }
    return .gathered(digits: digits, finishKey: finishKey, speech: speech?.words ?? "")
  }

  mutating func record(_ record: TwiMLRecord) async -> CarrierCall.Outcome {
    let begin = clock.now
    let limit = begin + .seconds(record.maximumSeconds)
    var spokenFrom: Duration?
    var spokenUntil: Duration?
    var finishKey: Character?
    func takes(_ move: CallerProgram.Move, _ now: Duration) -> Bool {
      switch move {
      case .press(let key) where record.finishKeys.contains(key): finishKey = key
      case .speak(let audio, _):
        spokenFrom = spokenFrom ?? now
        spokenUntil = now + VirtualPlayer.timePerByte * audio.count
      default: return false
      }
      return true
    }
    while finishKey == nil {
      let quiet = record.silenceSeconds == 0 ? limit : (spokenUntil ?? begin) + .seconds(record.silenceSeconds)
      switch await listen(until: min(quiet, limit), sound: .silence, stopsAt: takes) {
      case .move: continue
      case .interrupted(let interrupt): return .interrupted(interrupt)
      case .hungUp: return .callerHungUp(recorded: length(from: spokenFrom, to: spokenUntil))
      case .time: return .recorded(length(from: spokenFrom, to: spokenUntil), key: nil)
      }
    }
    return .recorded(length(from: spokenFrom, to: spokenUntil), key: finishKey)
  }

  /// The recording without the silence around it.
  private func length(from begin: Duration?, to end: Duration?) -> Duration {
    guard let begin, let end else { return .zero }
    return max(min(end, clock.now) - begin, .zero)
  }

  /// Goes on with the script until a time, a move that `stopsAt` takes, or an interrupt.
  private mutating func listen(
    until end: Duration?, sound: CarrierCall.Hold.Sound, stopsAt: (CallerProgram.Move, Duration) -> Bool
  ) async -> Stop {
    while true {
      let now = clock.now
      while let move = program.next(at: now, isSilent: sound == .silence) {
        switch move {
        case .press(let key): call.note([TimelineEntry(at: now, .keyPressed(key))])
        case .speak(let audio, _): call.note([TimelineEntry(at: now, .spoke(byteCount: audio.count))])
        case .giveUp: call.note([TimelineEntry(at: now, .gaveUpWaiting)])
        case .hangUp: return .hungUp
        case .comeTooLate: call.note([TimelineEntry(at: now, .cameTooLate)])
        case .fault, .speakOver: break  // Nobody is spoken over outside of a stream.
        }
        if stopsAt(move, now) { return .move }
      }
      if let end, now >= end { return .time }
      let wake = [end, program.deadline].compactMap { $0 }.min()
      if let interrupt = await line.wait(wake.map { clock.untilReal($0) }) { return .interrupted(interrupt) }
    }
  }
}
