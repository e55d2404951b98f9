/// Somebody looked at a suspected call and says what it was; rules and allow-list learn from it.
///
/// Spam: the caller's number is blocked by a rule that is named like the call, and leaves the allow-list. No spam: the
/// number goes on the allow-list, and that rule goes. Where the number was withheld, the rules that matched gain or lose
/// `weightStep`. Rules that were removed meanwhile are passed over. The last judgement counts, the same one again
/// changes nothing.
public struct JudgeReview: Sendable {
  /// What a judgement adds to the weight of each rule that matched, or takes from it.
  public static let weightStep = 10

  private let store: any Store
  private let time: any TimeSource
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource, auditing: Auditing) {
    self.store = store
    self.time = time
    self.auditing = auditing
  }

  /// Judges the review of a call.
  /// - Throws: `.notFound` for a call that isn't reviewed.
  public func callAsFunction(
    _ judgement: SpamReview.Judgement, on call: Call.ID, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(ScreeningFailure) -> SpamReview {
    let judged = SpamReview.Judged(judgement, by: SpamReport.Reporter(bearer), at: time.now())
    let lesson = Lesson(judged, call, told: auditing(.judgeSpam, by: bearer, on: AuditReference(.call, call)))
    let outcome: Result<SpamReview, ScreeningFailure>
    do throws(StoreFailure) {
      outcome = try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        try await lesson.take(in: scope)
      }
    } catch {
      throw ScreeningFailure(error)
    }
    return try outcome.get()
  }

  /// A judgement on its way into the rules.
  private struct Lesson: Sendable {
    private let judged: SpamReview.Judged
    private let call: Call.ID
    private let draft: AuditDraft

    init(_ judged: SpamReview.Judged, _ call: Call.ID, told draft: AuditDraft) {
      self.judged = judged
      self.call = call
      self.draft = draft
    }

    func take(in scope: any TenantScope) async throws(StoreFailure) -> Result<SpamReview, ScreeningFailure> {
      guard var review = try await scope.spamReview(of: call) else { throw .notFound }
      guard review.judged?.judgement != judged.judgement else { return .success(review) }
      if let number = review.caller.number {
        if let limit = try await learn(about: number, in: scope) { return .failure(.tooMany(limit)) }
      } else {
        try await weigh(review.verdict.reasons, in: scope)
      }
      review.judge(judged)
      try await scope.save(review)
      try await scope.append(draft)
      return .success(review)
    }

    /// The limit that keeps it from being learnt; then nothing is changed.
    private func learn(
      about number: PhoneNumber, in scope: any TenantScope
    ) async throws(StoreFailure) -> ScreeningRevision.PassedLimit? {
      var revision = try await scope.screeningRevision()
      let name = SpamRule.ID(call.bits)
      switch judged.judgement {
      case .spam:
        let rule = SpamRule(id: name, sign: .number(number), action: .block, weight: SpamScore.maximum)
        revision.replace(try await scope.spamRule(name), by: rule)
        if let limit = revision.passedLimit { return limit }
        try await scope.save(rule)
        try await scope.disallow(number)
      case .notSpam:
        revision.changeAllowed(by: try await scope.allowedNumber(for: number) == nil ? 1 : 0)
        if let limit = revision.passedLimit { return limit }
        try await scope.removeSpamRule(name)
        try await scope.allow(number, as: AllowedNumber.ID(call.bits))
      }
      return nil
    }

    /// Rules that were removed meanwhile are passed over.
    private func weigh(_ reasons: [SpamRule.ID], in scope: any TenantScope) async throws(StoreFailure) {
      let step = judged.judgement == .spam ? weightStep : -weightStep
      for id in reasons {
        guard let rule = try await scope.spamRule(id) else { continue }
        try await scope.save(
          SpamRule(
            id: id, sign: rule.sign, action: rule.action, weight: rule.weight + step, isActive: rule.isActive))
      }
    }
  }
}
