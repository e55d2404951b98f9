/// The caller speaks: rules on words are asked utterance by utterance, and a block ends the call within the turn.
///
/// Challenges belong to the ring; once the receptionist talks, one counts as a flag: the call goes on and is reviewed.
public struct ScreenSpeech: Sendable {
  private let store: any Store
  private let time: any TimeSource
  private let desk: ScreeningDesk
  private let telemetry: CallTelemetry

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource, desk: ScreeningDesk, telemetry: CallTelemetry = .none) {
    self.store = store
    self.time = time
    self.desk = desk
    self.telemetry = telemetry
  }

  /// Begins to listen to a call, from the verdict that it has.
  public func listen(in place: CallPlace) async throws(StoreFailure) -> SpeechScreening {
    var atHand = try await desk.rules(of: place.tenant)
    while true {
      let beginning = Beginning(of: place.call, by: atHand)
      let listening = try await store.read(for: place.tenant) { scope throws(StoreFailure) in
        try await beginning.listen(in: scope)
      }
      if let listening { return listening }
      atHand = try await desk.rules(of: place.tenant, insteadOf: atHand)
    }
  }

  /// Keeps the verdict so far with what was said up to it. Whether the call is over because of it.
  public func report(
    _ screening: SpeechScreening, noting notes: [DialogueNote], in place: CallPlace
  ) async throws(StoreFailure) -> Bool {
    let heard = Heard(screening.verdict, notes, in: place.call, at: time.now())
    let kept = try await store.transaction(for: place.tenant) { scope throws(StoreFailure) in
      try await heard.keep(in: scope)
    }
    if kept.isChanged {
      telemetry.screened(screening.verdict.action)
      if kept.call.hasEnded { telemetry.ended(kept.call) }
    }
    return kept.call.ending?.cause == .spam
  }

  /// A call that is about to be listened to, and the rules at hand.
  private struct Beginning: Sendable {
    private let id: Call.ID
    private let atHand: RulesAtHand

    init(of id: Call.ID, by atHand: RulesAtHand) {
      self.id = id
      self.atHand = atHand
    }

    /// `nil` when the rules at hand are old.
    func listen(in scope: any TenantSnapshot) async throws(StoreFailure) -> SpeechScreening? {
      guard let call = try await scope.call(id), let tenant = try await scope.tenant() else { throw .notFound }
      guard let rules = try await atHand.rules(in: scope) else { return nil }
      return SpeechScreening(
        rules: rules, thresholds: tenant.settings.spamThresholds, verdict: call.screening ?? .clean)
    }
  }

  /// What the unit of work needs.
  private struct Heard: Sendable {
    let verdict: ScreeningVerdict
    let notes: [DialogueNote]
    let id: Call.ID
    let moment: Timestamp

    init(_ verdict: ScreeningVerdict, _ notes: [DialogueNote], in id: Call.ID, at moment: Timestamp) {
      self.verdict = verdict
      self.notes = notes
      self.id = id
      self.moment = moment
    }

    func keep(in scope: any TenantScope) async throws(StoreFailure) -> KeptCall {
      guard let call = try await scope.call(id) else { throw .notFound }
      let decision = call.decide(heard: verdict, at: moment)
      try await scope.keep(notes, of: call, deciding: decision, at: moment)
      guard let kept = try await scope.call(id) else { throw .notFound }
      try await scope.review(kept, at: moment)
      return KeptCall(kept, isChanged: decision != .nothing)
    }
  }
}

extension ScreeningScope {
  /// Opens a review of a call that goes on although it is suspected, or brings the open one up to date.
  func review(_ call: Call, at moment: Timestamp) async throws(StoreFailure) {
    guard let verdict = call.screening, verdict.action == .flag || verdict.action == .challenge else { return }
    guard var review = try await spamReview(of: call.id) else {
      return try await save(SpamReview(of: call, at: moment))
    }
    guard review.state == .open, review.verdict != verdict else { return }
    review.verdict = verdict
    try await save(review)
  }
}
