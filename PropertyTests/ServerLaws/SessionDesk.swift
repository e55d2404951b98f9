public import Simulators
import Synchronization

/// Tells whose each session of the simulated realtime AI is, so that several calls may be spoken at once: calls open
/// their sessions one after the other, and what is opened meanwhile is the call's.
public final class SessionDesk: Sendable {
  private struct Opening {
    let script: RealtimeAIScript
    let opened: AsyncStream<Int>.Continuation
  }

  private let opening = Mutex<Opening?>(nil)
  /// Sessions that were opened when no call was to open one.
  private let strays = Mutex(0)
  private let turn = Turn()

  /// A desk; the simulator asks it by `behaviour`.
  public init() {}

  /// A realtime AI with this key that behaves as the desk says, answers at once and speaks as `Spoken` does.
  public func configuration(apiKey: String) -> RealtimeAIConfiguration {
    RealtimeAIConfiguration(
      apiKey: apiKey, behaviour: { self.behaviour(of: $0) }, voice: { Spoken.audio($0) }, pace: SpeakingPace(speed: 0))
  }

  /// Plays one call, in which the realtime AI does what the script says.
  /// - Returns: what the carrier saw, and the call's session; `nil` when it opened none.
  func speaking(
    _ script: RealtimeAIScript, _ place: @escaping @Sendable () async -> CallReport
  ) async -> (report: CallReport, session: Int?) {
    let (sessions, opened) = AsyncStream<Int>.makeStream()
    await turn.take()
    opening.withLock { $0 = Opening(script: script, opened: opened) }
    async let report = {
      let report = await place()
      opened.finish()
      return report
    }()
    var session: Int?
    for await number in sessions {
      session = number
      break
    }
    opening.withLock { $0 = nil }
    await turn.give()
    return (await report, session)
  }

  /// How many sessions were opened, since somebody asked last, that are no call's first: a call needs one, since none of
  /// them is lost. Whose they are can't be told, for a session bears no call's name; whoever asks first answers for them.
  func takeStrays() -> Int {
    strays.withLock { strays in
      defer { strays = 0 }
      return strays
    }
  }

  private func behaviour(of session: Int) -> RealtimeAIBehaviour {
    opening.withLock { opening in
      guard let call = opening else {
        strays.withLock { $0 += 1 }
        return .script(RealtimeAIScript(turns: []))
      }
      opening = nil
      call.opened.yield(session)
      return .script(call.script)
    }
  }
}

/// Held by one at a time, in the order of asking.
private actor Turn {
  private var isTaken = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func take() async {
    guard isTaken else {
      isTaken = true
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  func give() {
    guard !waiting.isEmpty else {
      isTaken = false
      return
    }
    waiting.removeFirst().resume()
  }
}
