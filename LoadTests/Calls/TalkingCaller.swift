import MediaBridge
package import NIOCore
import Simulators

/// Speaks, is silent, hears the answer out, speaks again; breaks in now and then.
package final class TalkingCaller: LoadCaller {
  /// Numbers of turns of 20 ms, and what the AI is known to add.
  package struct Manner: Sendable {
    /// How long the caller speaks: 1.5 s.
    package var speechTurns = 75
    /// Silence before speaking again: 0.5 s, and at most as much again, by the seed.
    package var pauseTurns = 25
    /// How long the caller listens before breaking in: 0.5 s.
    package var patienceTurns = 25
    /// Answers of a hundred that are interrupted.
    package var interruptedPercent = 10
    /// Silence after which an answer is heard out: 0.4 s.
    package var heardOutTurns = 20
    /// Turns without an answer after which the caller goes on: 10 s.
    package var unansweredTurns = 500
    /// What of the wait for an answer is the AI's own, where known: the silence that ends a turn and its thinking.
    package var knownDelay: TimeAmount?

    package init() {}
  }

  private enum Phase {
    case pausing(left: Int)
    case speaking(left: Int, brokeInAt: NIODeadline?)
    case waiting(since: NIODeadline, left: Int)
    case hearing(turns: Int, breaksIn: Bool)
  }

  /// What must be left of an answer for breaking in to make sense: it would end by itself before anybody could react.
  private static let worthBreakingIn = TimeAmount.milliseconds(500)

  private let firstTurn: Int
  private let manner: Manner
  private let record: CallsRecord
  private var silence: MediaTemplate
  private var voice: MediaTemplate
  private var chance: SplitMix
  private var phase: Phase
  private var playsUntil = NIODeadline.uptimeNanoseconds(0)

  /// - Parameter seed: decides about pauses and breaking in.
  package init(
    call: Int, streamSid: String, firstTurn: Int, seed: UInt64, manner: Manner = Manner(), record: CallsRecord
  ) {
    self.firstTurn = firstTurn
    self.manner = manner
    self.record = record
    silence = MediaTemplate(
      streamSid: streamSid,
      payload: Base64Text.encode(Array(repeating: StreamFrames.silence, count: StreamFrames.frameBytes)))
    voice = MediaTemplate(streamSid: streamSid, payload: Base64Text.encode(Self.voiceFrame))
    chance = SplitMix(seed: seed, stream: call)
    phase = .pausing(left: 0)
    // Not all at once: the first speech begins within two seconds after the first.
    phase = .pausing(left: manner.pauseTurns * 2 + chance.next(below: 100))
  }

  package func message(turn: Int, sequence: Int, due: NIODeadline, at now: NIODeadline) -> ByteBuffer {
    let chunk = turn - firstTurn + 1
    return takeTurn(due: due)
      ? voice.frame(sequence: sequence, chunk: chunk) : silence.frame(sequence: sequence, chunk: chunk)
  }

  package func heard(_ text: UnsafeRawBufferPointer, at now: NIODeadline) {
    record.heardUnidentified()
    playsUntil = max(playsUntil, now) + .microseconds(Int64(text.count / 4 * 3 * 125))
    switch phase {
    case .waiting(let since, _):
      record.answered(spokenUntil: since, at: now, own: manner.knownDelay.map { now - since - $0 })
      phase = .hearing(turns: 0, breaksIn: chance.next(below: 100) < manner.interruptedPercent)
    case .pausing: phase = .hearing(turns: 0, breaksIn: false)
    case .speaking, .hearing: break
    }
  }

  package func cleared(at now: NIODeadline) {
    playsUntil = now
    if case .speaking(let left, let brokeInAt?) = phase {
      record.fellSilent(brokeInAt: brokeInAt, at: now)
      phase = .speaking(left: left, brokeInAt: nil)
    }
  }

  /// Whether the caller's voice sounds in this turn.
  private func takeTurn(due: NIODeadline) -> Bool {
    switch phase {
    case .pausing(let left) where left > 0: phase = .pausing(left: left - 1)
    case .pausing: return speak(due: due, brokeInAt: nil)
    case .speaking(let left, let brokeInAt) where left > 1:
      phase = .speaking(left: left - 1, brokeInAt: brokeInAt)
      return true
    case .speaking(_, let brokeInAt):
      if let brokeInAt { record.spokeOn(brokeInAt: brokeInAt) }
      // A frame is due when its last sample was spoken.
      phase = .waiting(since: due, left: manner.unansweredTurns)
      return true
    case .waiting(let since, let left) where left > 0: phase = .waiting(since: since, left: left - 1)
    case .waiting(let since, _):
      record.remainedUnanswered(spokenUntil: since)
      pause()
    case .hearing(let turns, true) where turns >= manner.patienceTurns && due + Self.worthBreakingIn < playsUntil:
      return speak(due: due, brokeInAt: due)
    case .hearing(let turns, let breaksIn):
      phase = .hearing(turns: turns + 1, breaksIn: breaksIn)
      if due > playsUntil + .milliseconds(Int64(manner.heardOutTurns * 20)) { pause() }
    }
    return false
  }

  private func speak(due: NIODeadline, brokeInAt: NIODeadline?) -> Bool {
    phase = .speaking(left: manner.speechTurns - 1, brokeInAt: brokeInAt)
    return true
  }

  private func pause() {
    phase = .pausing(left: manner.pauseTurns + chance.next(below: max(manner.pauseTurns, 1)))
  }

  /// 20 ms of a tone as loud as a voice: 250 Hz, so that frames join without a click.
  private static let voiceFrame = MuLaw.encode(
    (0..<StreamFrames.frameBytes).map { sample -> Int16 in
      let position = sample % 32
      let ramp = position < 16 ? position : 31 - position
      return Int16((ramp * 2 - 15) * 600)
    })
}
