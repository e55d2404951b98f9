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

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource, ids: IDSource) {
    self.store = store
    self.time = time
    self.ids = ids
  }

  /// Keeps the report.
  /// - Throws: `.notFound` for a call that the tenant doesn't have.
  public func callAsFunction(
    _ subject: Subject, note: String, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(ScreeningFailure) -> SpamReport {
    let draft = Draft(ids(), subject, note, SpamReport.Reporter(bearer), time.now())
    do throws(StoreFailure) {
      return try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        try await draft.keep(in: scope)
      }
    } catch {
      throw ScreeningFailure(error)
    }
  }

  /// A report before its call is known, as one word.
  private final class Draft: Sendable {
    let id: SpamReport.ID
    let subject: Subject
    let note: String
    let reporter: SpamReport.Reporter
    let moment: Timestamp

    init(_ id: SpamReport.ID, _ subject: Subject, _ note: String, _ reporter: SpamReport.Reporter, _ moment: Timestamp)
    {
      self.id = id
      self.subject = subject
      self.note = String(note.prefix(SpamReport.maximumNoteLength))
      self.reporter = reporter
      self.moment = moment
    }

    func keep(in scope: any TenantScope) async throws(StoreFailure) -> SpamReport {
      let report: SpamReport
      switch subject {
      case .number(let number):
        report = SpamReport(id: id, call: nil, number: number, reporter: reporter, at: moment, note: note)
      case .call(let id):
        guard let call = try await scope.call(id) else { throw .notFound }
        report = SpamReport(
          id: self.id, call: id, number: call.caller.number, reporter: reporter, at: moment, note: note)
        if try await scope.spamReview(of: id) == nil { try await scope.save(SpamReview(of: call, at: moment)) }
      }
      if let number = report.number {
        var track = try await scope.callerTrack(of: number) ?? CallerTrack(of: number)
        track.noteReport()
        try await scope.save(track)
      }
      try await scope.save(report)
      return report
    }
  }
}
