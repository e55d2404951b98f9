package import NIOCore

/// One bidirectional media stream on the carrier's side: frames out by the clock, audio in through the player, marks,
/// keys, the caller's script, the end. Sans-I/O: events and times in, actions out. Times are the call's.
package struct CarrierStream: Sendable {
  /// What the socket is to do, in order.
  package enum Action: Equatable, Sendable {
    case send(ByteBuffer)
    case sendBinary(ByteBuffer)
    case close(code: UInt16, reason: String)
    /// Drop the connection in the middle of a frame.
    case cut
    /// The caller wants to hang up; `hangUp(at:)` is awaited, since something has to come before.
    case hangUpWanted
  }

  enum Phase: Equatable { case connecting, open, held, lingering(until: Duration), closing, closed }

  /// How long a carrier that sent `stop` waits for the server to close, in real time.
  static let lingering = Duration.seconds(2)

  let frames: StreamFrames
  let shape: MediaShape
  let identity: StreamIdentity
  let faults: [CallFault]
  let factor: Int
  var program: CallerProgram
  var player = VirtualPlayer()
  var ear: Ear
  var attention: Attention
  var phase = Phase.connecting
  var cause: StreamEnding.Cause?
  var timeline: [TimelineEntry] = []
  var traffic = StreamTraffic()
  /// What the caller is about to speak over the far end, none of which has left yet.
  struct Interruption {
    /// What the caller had waited for.
    let words: [UInt8]
    let byteCount: Int
  }

  var interruption: Interruption?
  /// The caller's speech that is not sent yet.
  var speech: ArraySlice<UInt8> = []
  var sequence = 1
  var chunk = 1
  var nextFrame = Duration.zero
  private let hearing: CallScript.Hearing
  private var hasMarkReturned = false

  package init(
    _ identity: StreamIdentity, program: CallerProgram, faults: [CallFault] = [],
    hearing: CallScript.Hearing = .recorded, factor: Int = 1
  ) {
    self.identity = identity
    self.program = program
    attention = program.attention
    self.faults = faults
    self.factor = factor
    self.hearing = hearing
    frames = StreamFrames(identity)
    shape = MediaShape(streamSid: identity.streamSid)
    ear = Ear(hearing: hearing, factor: factor, openedAt: .zero)
  }

  /// The WebSocket is open.
  package mutating func opened(at now: Duration) -> [Action] {
    guard phase == .connecting else { return [] }
    phase = .open
    nextFrame = now + StreamFrames.frameTime
    ear = Ear(hearing: hearing, factor: factor, openedAt: now)
    timeline.append(TimelineEntry(at: now, .streamOpened(streamSid: identity.streamSid)))
    var actions = [Action.send(StreamFrames.connected)]
    if faults.contains(.mediaBeforeStart) { actions.append(takeFrame()) }
    if !faults.contains(.noStart) { actions.append(.send(frames.start(sequence: takeSequence()))) }
    return actions + advance(to: now)
  }

  /// When to call `advance` at the latest; `nil` when nothing is to come.
  package var deadline: Duration? {
    switch phase {
    case .connecting, .closing, .closed: nil
    case .lingering(let until): until
    case .open, .held: [nextFrame, player.nextMark, program.deadline].compactMap { $0 }.min()
    }
  }

  /// Does all that has come due, in its order.
  package mutating func advance(to now: Duration) -> [Action] {
    var actions: [Action] = []
    while phase == .open || phase == .held {
      let due = phase == .open ? deadline ?? now : min(nextFrame, player.nextMark ?? nextFrame)
      let moment = min(due, now)
      returnMarks(at: moment, &actions)
      while phase == .open, let move = nextMove(at: moment) {
        perform(move, at: moment, &actions)
      }
      guard due <= now, phase == .open || phase == .held else { break }
      if nextFrame <= due {
        if now - nextFrame > StreamFrames.frameTime { traffic.framesLate += 1 }
        nextFrame += StreamFrames.frameTime
        noteInterruption(at: due)
        if !faults.contains(.noStart) { actions.append(takeFrame()) }
      }
    }
    if case .lingering(let until) = phase, now >= until { close(1000, "", &actions) }
    return actions
  }

  /// A text message of the server.
  package mutating func received(_ text: ByteBuffer, at now: Duration) -> [Action] {
    var actions = advance(to: now)
    guard phase == .open || phase == .held else { return actions }
    do throws(CarrierViolation) {
      if let audio = shape.audio(of: text) {
        play(audio, at: now)
      } else {
        try obey(StreamMessage(parsing: text, streamSid: identity.streamSid), at: now, &actions)
      }
    } catch {
      refuse(error, at: now, &actions)
    }
    return actions + advance(to: now)
  }

  /// A binary message of the server: there are none.
  package mutating func receivedBinary(at now: Duration) -> [Action] {
    var actions = advance(to: now)
    guard phase == .open || phase == .held else { return actions }
    refuse(.stream("the message is binary"), at: now, &actions)
    return actions
  }

  private mutating func nextMove(at now: Duration) -> CallerProgram.Move? {
    let ahead = player.endsAt - now
    let isReturned = hasMarkReturned && player.isIdle(at: now)
    return program.next(at: now, isSilent: isSilent(at: now)) { [attention] in
      attention.signal(for: $0, at: now, ahead: ahead, isReturned: isReturned)
    }
  }

  /// Whether the far end has been heard out since the caller last did something.
  func isSilent(at now: Duration) -> Bool {
    guard ear.hasHeardAnswer, player.isIdle(at: now) else { return false }
    return hasMarkReturned || now - player.endsAt >= max(.seconds(2), .milliseconds(500) * factor)
  }

  mutating func takeSequence() -> Int {
    defer { sequence += 1 }
    return sequence
  }

  mutating func takeFrame() -> Action {
    traffic.framesSent += 1
    defer { chunk += 1 }
    guard !speech.isEmpty else { return .send(frames.media(sequence: takeSequence(), chunk: chunk)) }
    var audio = Array(speech.prefix(StreamFrames.frameBytes))
    speech = speech.dropFirst(audio.count)
    audio += repeatElement(StreamFrames.silence, count: StreamFrames.frameBytes - audio.count)
    return .send(frames.media(sequence: takeSequence(), chunk: chunk, audio: audio))
  }

  private mutating func obey(_ message: StreamMessage, at now: Duration, _ actions: inout [Action]) {
    switch message {
    case .media(let audio): play(audio, at: now)
    case .mark(let name):
      player.mark(name, at: now)
      ear.mark(name)
      attention.mark(name)
      returnMarks(at: now, &actions)
    case .clear:
      let (dropped, marks) = player.clear(at: now)
      ear.drop(dropped, at: now)
      attention.cleared()
      timeline.append(TimelineEntry(at: now, .cleared(droppedBytes: dropped)))
      send(marks, at: now, &actions)
    }
  }

  private mutating func play(_ audio: [UInt8], at now: Duration) {
    traffic.mediaReceived += 1
    traffic.bytesReceived += audio.count
    let start = player.play(byteCount: audio.count, at: now)
    ear.hear(audio, arrivedAt: now, startsAt: start)
    attention.hear(audio, startsAt: start)
    hasMarkReturned = false
  }

  private mutating func returnMarks(at now: Duration, _ actions: inout [Action]) {
    send(player.takeDueMarks(at: now), at: now, &actions)
  }

  private mutating func send(_ marks: [String], at now: Duration, _ actions: inout [Action]) {
    for name in marks {
      hasMarkReturned = true
      attention.returned(name)
      timeline.append(TimelineEntry(at: now, .markReturned(name: name)))
      actions.append(.send(frames.mark(sequence: takeSequence(), name: name)))
    }
  }
}
