extension AnswerCall {
  /// A caller at the door, with everything that was drawn and read for them before the unit of work.
  struct Arrival: Sendable {
    /// Callers of whom nothing need be remembered are forgotten a few at a time, whenever another one calls.
    static let forgottenAtOnce = 2

    /// The call's name, if it is a new one.
    let id: Call.ID
    private let announced: AnswerCall.Announcement
    private let digest: TokenDigest
    private let moment: Timestamp
    private let refusal: AdmissionRefusal?
    private let challenge: KeyChallenge
    private let zones: any TimeZones

    init(
      _ announced: AnswerCall.Announcement, id: Call.ID, digest: TokenDigest, at moment: Timestamp,
      refusal: AdmissionRefusal?, challenge: KeyChallenge, zones: any TimeZones
    ) {
      self.zones = zones
      self.announced = announced
      self.id = id
      self.digest = digest
      self.moment = moment
      self.refusal = refusal
      self.challenge = challenge
    }

    /// The call as it is then: the known one, or a new one that is screened; `nil` when the rules at hand are old.
    func take(by atHand: RulesAtHand, in scope: any TenantScope) async throws(StoreFailure) -> KeptCall? {
      let flow = CallFlow(scope: scope, zones: zones, now: moment)
      var call: Call
      if let known = try await scope.call(announced.carrierID) {
        call = known
      } else {
        guard let rules = try await atHand.rules(in: scope) else { return nil }
        call = try await begin(by: rules, in: scope)
        // An app's call is the receptionist's: nobody else could be rung for it.
        if !call.hasEnded, !call.awaitsKey, !call.carrierID.isApp { call = try await flow.arrive(call) }
      }
      if call.isBesideReceptionist, !call.hasEnded {
        return KeptCall(call, isChanged: call.id == id, onward: try await flow.onward(for: call))
      }
      if call.status == .ringing || call.status == .inProgress, !call.awaitsKey {
        try await scope.revokeGrants(of: call.id)
        try await scope.save(StreamGrant(digest: digest, call: call.id, expiresAt: moment + StreamGrant.lifetime))
      }
      let notice = call.awaitsKey ? nil : try await scope.recordingNotice(for: call, at: moment)
      return KeptCall(call, isChanged: call.id == id, notice: notice)
    }

    private func begin(by rules: CompiledScreening, in scope: any TenantScope) async throws(StoreFailure) -> Call {
      let settings = try await scope.openTenant().settings
      let verdict = rules.verdict(
        on: ScreeningSample(
          caller: announced.caller, name: announced.callerName, history: try await history(for: rules, in: scope)),
        by: settings.spamThresholds)
      // Who isn't taken anyway takes nothing from the tenant.
      let (credit, news) =
        refusal == nil && verdict.action != .block ? try await scope.admission(at: moment) : (nil, [])
      let fresh = Call(
        id: id, carrierID: announced.carrierID, direction: .inbound, caller: announced.caller,
        dialled: announced.dialled, startedAt: moment, language: settings.language, credit: credit)
      var decision = fresh.decide(
        announcedWith: verdict, refused: refusal ?? fresh.creditRefusal, challenge: challenge, at: moment)
      decision.facts += news
      let call = try await scope.commit(decision, to: fresh, at: moment)
      if !call.hasEnded {
        try await scope.save(LiveCall(call: call.id, holder: .carrier, since: moment))
        try await scope.review(call, at: moment)
      }
      return call
    }

    /// What the caller did before and now; kept only where a rule asks for it.
    private func history(
      for rules: CompiledScreening, in scope: any TenantScope
    ) async throws(StoreFailure) -> CallerHistory {
      guard rules.asksForHistory, let number = announced.caller.number else { return CallerHistory() }
      var track = try await scope.callerTrack(of: number) ?? CallerTrack(of: number)
      track.note(callAt: moment)
      try await scope.save(track)
      for old in try await scope.callerTracks(before: moment - CallerTrack.span, limit: Self.forgottenAtOnce) {
        // Read again by its key: a list guards nothing, and the caller may be calling at this moment.
        if let stale = try await scope.callerTrack(of: old.number), stale.isStale(at: moment) {
          try await scope.remove(stale)
        }
      }
      return track.history(at: moment)
    }
  }
}
