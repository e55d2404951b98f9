import Synchronization
import VoiceCore

/// The node's use cases, wired as its composition root does, with the world's time and countable chance.
struct NodeDesk: Sendable {
  let answer: AnswerCall
  let join: JoinStream
  let advance: AdvanceConversation
  let next: ContinueCall
  let reportTransfer: ReportTransfer
  let end: EndCall
  let carryOut: CarryOutIntentions
  let telephony: WorldTelephony

  init(store: any Store, time: any TimeSource) {
    let tokens = SecretTokens.counting()
    let telephony = WorldTelephony()
    self.telephony = telephony
    answer = AnswerCall(store: store, time: time, ids: .counting(), tokens: tokens, admission: .open)
    join = JoinStream(store: store, time: time, tokens: tokens)
    advance = AdvanceConversation(store: store, time: time)
    next = ContinueCall(store: store, time: time, tokens: tokens)
    reportTransfer = ReportTransfer(store: store, time: time)
    end = EndCall(store: store, time: time)
    carryOut = CarryOutIntentions(store: store, telephony: telephony)
  }
}

/// The carrier's side of what the node asks of it.
final class WorldTelephony: Telephony {
  private let asked = Mutex<[CarrierCallID]>([])

  func hangUp(_ leg: CarrierCallID) async throws(TelephonyFailure) { asked.withLock { $0.append(leg) } }

  /// The legs that were to be ended since this was asked last.
  func taken() -> [CarrierCallID] {
    asked.withLock { asked in
      defer { asked = [] }
      return asked
    }
  }
}
