/// Somebody says that a caller is spam: it counts in the caller's reputation, and the call, if one is named, is reviewed.
public struct ReportSpam: Sendable {
  /// What is reported.
  public enum Subject: Equatable, Sendable {
    case call(Call.ID)
    case number(PhoneNumber)
  }

  private let store: any Store
  private let time: any TimeSource
  private let ids: IDSource
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource, ids: IDSource, auditing: Auditing) {
    self.store = store
    self.time = time
    self.ids = ids
    self.auditing = auditing
  }

  /// What is reported, and what is said about it.
  public struct Plan: Equatable, Sendable {
    public let subject: Subject
    /// Cut at `SpamReport.maximumNoteLength`.
    public let note: String
    /// The report's name, where it was drawn before; a report that has it already stays as it is, and counts once.
    public let id: SpamReport.ID?

    /// A plan of these parts.
    public init(_ subject: Subject, note: String = "", id: SpamReport.ID? = nil) {
      self.subject = subject
      self.note = String(note.prefix(SpamReport.maximumNoteLength))
      self.id = id
    }
  }

  /// Keeps the report.
  /// - Throws: `.notFound` for a call that the tenant doesn't have, or that is in no department which the reporter sees.
  public func callAsFunction(
    _ plan: Plan, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(ScreeningFailure) -> SpamReport {
    let id = plan.id ?? ids()
    let told = auditing(.reportSpam, by: bearer, on: AuditReference(.spamReport, id))
    let draft = Draft(id, plan, by: bearer, at: time.now(), told: told)
    do throws(StoreFailure) {
      return try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        try await draft.keep(in: scope)
      }
    } catch {
      throw ScreeningFailure(error)
    }
  }

  /// A report before its call is known.
  private struct Draft: Sendable {
    private let id: SpamReport.ID
    private let plan: Plan
    private let bearer: Bearer
    private let moment: Timestamp
    private let told: AuditDraft

    init(_ id: SpamReport.ID, _ plan: Plan, by bearer: Bearer, at moment: Timestamp, told: AuditDraft) {
      self.id = id
      self.plan = plan
      self.bearer = bearer
      self.moment = moment
      self.told = told
    }

    func keep(in scope: any TenantScope) async throws(StoreFailure) -> SpamReport {
      if let kept = try await scope.spamReport(id) { return kept }
      let report: SpamReport
      switch plan.subject {
      case .number(let number): report = self.report(on: nil, number)
      case .call(let id):
        guard let sight = try await scope.sight(of: bearer, by: .reportSpam), let call = try await scope.call(id),
          sight.covers(call.department)
        else { throw .notFound }
        report = self.report(on: id, call.caller.number)
        if try await scope.spamReview(of: id) == nil { try await scope.save(SpamReview(of: call, at: moment)) }
      }
      if let number = report.number {
        var track = try await scope.callerTrack(of: number) ?? CallerTrack(of: number)
        track.noteReport()
        try await scope.save(track)
      }
      try await scope.save(report)
      try await scope.append(told)
      return report
    }

    private func report(on call: Call.ID?, _ number: PhoneNumber?) -> SpamReport {
      SpamReport(
        id: id, call: call, number: number, reporter: SpamReport.Reporter(bearer), at: moment, note: plan.note)
    }
  }
}
