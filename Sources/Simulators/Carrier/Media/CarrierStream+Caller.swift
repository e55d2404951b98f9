internal import NIOCore

/// What the caller does on the stream, and what a faulty carrier does.
extension CarrierStream {
  mutating func perform(_ move: CallerProgram.Move, at now: Duration, _ actions: inout [Action]) {
    switch move {
    case .press(let key):
      timeline.append(TimelineEntry(at: now, .keyPressed(key)))
      ear.pressed(key, at: now)
      actions.append(.send(frames.dtmf(sequence: takeSequence(), key: key)))
    case .speak(let audio, _):
      timeline.append(TimelineEntry(at: now, .spoke(byteCount: audio.count)))
      attention.spoke()
      speak(audio, at: now)
    case .speakOver(let audio, let words):
      interruption = Interruption(words: words, byteCount: audio.count)
      speak(audio, at: now)
    case .comeTooLate: timeline.append(TimelineEntry(at: now, .cameTooLate))
    case .giveUp: timeline.append(TimelineEntry(at: now, .gaveUpWaiting))
    case .hangUp:
      if faults.contains(.statusBeforeEnd) {
        phase = .held
        actions.append(.hangUpWanted)
      } else {
        end(.callerHungUp, at: now, &actions)
      }
    case .fault(let fault): commit(fault, at: now, &actions)
    }
  }

  private mutating func speak(_ audio: [UInt8], at now: Duration) {
    ear.spoke(until: now + VirtualPlayer.timePerByte * audio.count)
    speech += audio
  }

  /// What is spoken over the far end begins with the next frame: what is known by then is told, for the marks that came
  /// back before it reach the server before it, and all others behind it.
  mutating func noteInterruption(at now: Duration) {
    guard let interruption, speech.count - interruption.byteCount < StreamFrames.frameBytes else { return }
    self.interruption = nil
    let event: TimelineEntry.Event =
      if let known = attention.spokeOver(interruption.words) {
        .spokeOver(byteCount: interruption.byteCount, acknowledged: known)
      } else {
        .spoke(byteCount: interruption.byteCount)
      }
    timeline.append(TimelineEntry(at: now, event))
  }

  private mutating func commit(_ fault: StreamFault, at now: Duration, _ actions: inout [Action]) {
    switch fault {
    case .cutSocket:
      cause = .lost
      phase = .closing
      actions.append(.cut)
    case .sendRaw(let text): actions.append(.send(ByteBuffer(string: text)))
    case .sendBinary(let bytes): actions.append(.sendBinary(ByteBuffer(bytes: bytes)))
    case .secondStart: actions.append(.send(frames.start(sequence: takeSequence())))
    case .dropChunks(let count):
      chunk += count
      nextFrame += StreamFrames.frameTime * count
    case .sendPayload(let payload):
      actions.append(.send(frames.media(sequence: takeSequence(), chunk: chunk, payload: Array(payload.utf8))))
      chunk += 1
    }
  }
}
