import MediaBridge
package import NIOCore
import Simulators

/// Speaks, is silent, hears the answer out, speaks again; breaks in now and then.
package final class TalkingCaller: LoadCaller {
  private enum Phase {
    case pausing(left: Int)
    case speaking(left: Int, Interruption)
    case waiting(since: NIODeadline, left: Int)
    case hearing(turns: Int, breaksIn: Bool)
  }

  /// What became of breaking in, while the caller speaks.
  private enum Interruption {
    /// The caller didn't break in, or it is told already what came of it.
    case none
    /// Broke in then; the AI still sounds.
    case unheeded(since: NIODeadline)
    /// Broke in then; `clear` came.
    case heeded(since: NIODeadline)
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
    playsUntil = max(playsUntil, now) + .microseconds(Int64(text.count / 4 * 3 * 125))
    switch phase {
    case .waiting(let since, _):
      record.answered(spokenUntil: since, at: now, own: manner.knownDelay.map { now - since - $0 })
      phase = .hearing(turns: 0, breaksIn: chance.next(below: 100) < manner.interruptedPercent)
    case .pausing: phase = .hearing(turns: 0, breaksIn: false)
    case .speaking(let left, .heeded(let since)):
      record.spokenOver(brokeInAt: since)
      phase = .speaking(left: left, .none)
    case .speaking, .hearing: break
    }
  }

  package func cleared(at now: NIODeadline) {
    playsUntil = now
    if case .speaking(let left, .unheeded(let since)) = phase {
      record.fellSilent(brokeInAt: since, at: now)
      phase = .speaking(left: left, .heeded(since: since))
    }
  }

  /// An answer that should have come by now is missing; without a known delay nobody can say so before the caller
  /// gives up.
  package func settle(at now: NIODeadline) {
    guard case .waiting(let since, _) = phase, let delay = manner.knownDelay, now - since > delay + manner.limit
    else { return }
    giveUp(waitingSince: since, at: now)
  }

  /// Whether the caller's voice sounds in this turn.
  private func takeTurn(due: NIODeadline) -> Bool {
    switch phase {
    case .pausing(let left) where left > 0: phase = .pausing(left: left - 1)
    case .pausing: return speak(.none)
    case .speaking(let left, let interruption) where left > 1:
      phase = .speaking(left: left - 1, interruption)
      return true
    case .speaking(_, let interruption):
      if case .unheeded(let since) = interruption { record.spokeOn(brokeInAt: since) }
      // A frame is due when its last sample was spoken.
      phase = .waiting(since: due, left: manner.unansweredTurns)
      return true
    case .waiting(let since, let left) where left > 0: phase = .waiting(since: since, left: left - 1)
    case .waiting(let since, _): giveUp(waitingSince: since, at: due)
    case .hearing(let turns, true) where turns >= manner.patienceTurns && due + Self.worthBreakingIn < playsUntil:
      return speak(.unheeded(since: due))
    case .hearing(let turns, let breaksIn):
      phase = .hearing(turns: turns + 1, breaksIn: breaksIn)
      if due > playsUntil + .milliseconds(Int64(manner.heardOutTurns * 20)) { pause() }
    }
    return false
  }

  private func speak(_ interruption: Interruption) -> Bool {
    phase = .speaking(left: manner.speechTurns - 1, interruption)
    return true
  }

  private func giveUp(waitingSince since: NIODeadline, at now: NIODeadline) {
    record.remainedUnanswered(spokenUntil: since, at: now, own: manner.knownDelay.map { now - since - $0 })
    pause()
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
