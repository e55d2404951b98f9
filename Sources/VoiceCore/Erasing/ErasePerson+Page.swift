extension ErasePerson {
  /// One unit of work of an erasure: the next page of what is looked through.
  struct Page {
    private(set) var erasure: PersonErasure
    let number: PhoneNumber
    let scope: any TenantScope
    let now: Timestamp
    let limits: Limits

    init(
      _ erasure: PersonErasure, of number: PhoneNumber, scope: any TenantScope, now: Timestamp, limits: Limits
    ) {
      self.erasure = erasure
      self.number = number
      self.scope = scope
      self.now = now
      self.limits = limits
    }

    /// Does the page.
    mutating func turn(in tenant: Tenant.ID, by signer: StatementSigner) async throws(StoreFailure) -> Outcome {
      switch erasure.step {
      case .calls(let last): return try await calls(after: last)
      case .notes(let last): return try await notes(after: last)
      case .reports(let last): return try await reports(after: last)
      case .lists:
        try await lists()
        erasure.step = .copies
        return .more
      case .copies:
        try await dropWhatIsGone()
        guard erasure.recordings.isEmpty, erasure.exports.isEmpty else { return .waits }
        erasure.finish(in: tenant, at: now, by: signer)
        return .erased
      }
    }

    private mutating func calls(after start: CallCursor?) async throws(StoreFailure) -> Outcome {
      if erasure.recordings.count >= PersonErasure.maximumRecordings {
        try await dropWhatIsGone()
        guard erasure.recordings.count < PersonErasure.maximumRecordings else { return .waits }
      }
      let page = try await scope.calls(after: start, limit: limits.pageLength)
      var (last, erased) = (start, 0)
      for seen in page {
        if seen.caller.number == number {
          guard erased < limits.callsAtOnce else { break }
          // Read by its key, for lists aren't guarded.
          guard let call = try await scope.call(seen.id) else { throw .conflict }
          guard let ending = call.ending, ending.at + PersonErasure.settling <= now else {
            erasure.step = .calls(after: last)
            return .waits
          }
          try await erase(call)
          erased += 1
        }
        last = CallCursor(after: seen)
      }
      let isLast = page.count < limits.pageLength && page.last.map { CallCursor(after: $0) } ?? start == last
      erasure.step = isLast ? .notes(after: nil) : .calls(after: last)
      return .more
    }

    private mutating func notes(after start: Call.ID?) async throws(StoreFailure) -> Outcome {
      let page = try await scope.callerNotes(after: start, limit: limits.pageLength)
      for seen in page where seen.notes.contains(where: { number.isNamed(in: $0.details) }) {
        // Read by its key, for lists aren't guarded.
        guard var kept = try await scope.callerNotes(of: seen.call) else { continue }
        let count = kept.forget(number)
        erasure.count(count, in: .callerNotes)
        if kept.notes.isEmpty { try await scope.removeCallerNotes(of: seen.call) } else { try await scope.save(kept) }
      }
      erasure.step = page.count < limits.pageLength ? .reports(after: nil) : .notes(after: page.last?.call)
      return .more
    }

    private mutating func reports(after start: SpamReport.ID?) async throws(StoreFailure) -> Outcome {
      let page = try await scope.spamReports(after: start, limit: limits.pageLength)
      for report in page where report.number == number || number.isNamed(in: report.note) {
        let other = report.number == number ? nil : report.number
        try await scope.save(
          SpamReport(id: report.id, call: report.call, number: other, reporter: report.reporter, at: report.at))
        erasure.count(in: .spamReports)
      }
      erasure.step = page.count < limits.pageLength ? .lists : .reports(after: page.last?.id)
      return .more
    }

    /// Forgets which recordings and files are still to go, as far as they are gone.
    private mutating func dropWhatIsGone() async throws(StoreFailure) {
      var left: [Recording.ID] = []
      for id in erasure.recordings where try await scope.recording(id).map({ !$0.isGone }) ?? false { left.append(id) }
      erasure.recordings = left
      guard !erasure.exports.isEmpty else { return }
      let shelf = try await scope.exportShelf()
      erasure.exports.removeAll { shelf[$0].map { !$0.isLittered } ?? true }
    }

    /// Adds to what went.
    mutating func count(_ rows: Int = 1, in table: PersonalTable) { erasure.count(rows, in: table) }

    /// Signs only once the sound is gone.
    mutating func wait(for recording: Recording.ID) { erasure.recordings.append(recording) }

    /// Signs only once the files are gone.
    mutating func wait(for exports: [Export.ID]) { erasure.exports = exports }
  }
}
