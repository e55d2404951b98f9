import VoiceCore

/// The node's use cases, wired as its composition root does, with the world's time and countable chance.
struct NodeDesk: Sendable {
  let answer: AnswerCall
  private(set) var join: JoinStream
  let advance: AdvanceConversation
  let next: ContinueCall
  let reportTransfer: ReportTransfer
  let end: EndCall
  private(set) var endStream: EndStream
  let carryOut: CarryOutIntentions
  let resume: ResumeIntentions
  let watch: WatchOrphans
  let keepWaiting: KeepWaiting
  let take: TakeCall
  let receive: ReceiveVoicemail
  let setStatus: SetAgentStatus
  let carrier = WorldCarrier()
  private let presence = WorldPresence()
  private let store: any Store
  private let time: any TimeSource
  private let tokens = SecretTokens.counting()

  init(store: any Store, time: any TimeSource) {
    self.store = store
    self.time = time
    answer = AnswerCall(
      store: store, time: time, ids: .counting(), tokens: tokens, admission: .open,
      desk: ScreeningDesk(store: store, chance: Chance { 6 }))
    join = JoinStream(store: store, time: time, tokens: tokens, node: presence.node)
    advance = AdvanceConversation(store: store, time: time)
    next = ContinueCall(store: store, time: time, tokens: tokens)
    reportTransfer = ReportTransfer(store: store, time: time)
    end = EndCall(store: store, time: time)
    keepWaiting = KeepWaiting(store: store, time: time)
    take = TakeCall(store: store, time: time)
    receive = ReceiveVoicemail(store: store, time: time)
    setStatus = SetAgentStatus(store: store, time: time)
    endStream = EndStream(store: store, time: time, node: presence.node)
    carryOut = CarryOutIntentions(store: store, telephony: carrier)
    resume = ResumeIntentions(store: store, carrier: carrier, time: time)
    // One after the other: the world has one thread, and every run is the same.
    var limits = OrphanLimits()
    limits.maximumAtOnce = 1
    watch = WatchOrphans(store: store, leadership: presence, carrier: carrier, time: time, limits: limits)
  }

  /// The process is a new one after a crash: what the former one hosted is nobody's.
  mutating func beginAnew() {
    presence.beginAnew()
    join = JoinStream(store: store, time: time, tokens: tokens, node: presence.node)
    endStream = EndStream(store: store, time: time, node: presence.node)
  }
}
