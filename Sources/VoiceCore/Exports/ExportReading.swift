/// Reads the rows of a resource page by page, all from one snapshot: so they are as of one instant.
///
/// Rows of calls come by call, newest first (ties: higher id first); those of one call in the order in which they came about. Knowledge
/// comes by id.
struct ExportReading {
  fileprivate enum Place {
    case calls(CallCursor)
    case knowledge(KnowledgeEntry.ID?)
    case end
  }

  fileprivate let resource: ExportResource
  fileprivate let window: ExportWindow
  fileprivate let pageLength: Int
  fileprivate var place: Place

  /// From the first row on, so many calls or entries at once.
  init(_ resource: ExportResource, of window: ExportWindow, pageLength: Int) {
    self.resource = resource
    self.window = window
    self.pageLength = pageLength
    // Just after the lowest name of the window's end: before all that began earlier, and after all that began then.
    place =
      resource == .knowledge
      ? .knowledge(nil)
      : .calls(CallCursor(startedAt: window.to ?? Timestamp(microseconds: .max), call: Call.ID(0)))
  }
}

extension TenantSnapshot {
  /// The next rows, perhaps none; `nil` at the end.
  func rows(next reading: inout ExportReading) async throws(StoreFailure) -> [[ExportValue]]? {
    switch reading.place {
    case .end: return nil
    case .knowledge(let last):
      let page = try await knowledge(after: last, limit: reading.pageLength)
      reading.place = page.count < reading.pageLength ? .end : .knowledge(page.last?.id)
      return page.map { ExportColumns.knowledge.row(of: $0) }
    case .calls(let cursor):
      let page = try await calls(after: cursor, limit: reading.pageLength)
      let from = reading.window.from
      let calls = page.prefix { call in from.map { $0 <= call.startedAt } ?? true }
      reading.place =
        if let last = calls.last, calls.count == reading.pageLength { .calls(CallCursor(after: last)) } else { .end }
      var rows: [[ExportValue]] = []
      rows.reserveCapacity(calls.count)
      for call in calls { rows += try await self.rows(of: reading.resource, in: call) }
      return rows
    }
  }

  private func rows(
    of resource: ExportResource, in call: Call
  ) async throws(StoreFailure) -> [[ExportValue]] {
    switch resource {
    case .calls: return [ExportColumns.calls.row(of: call)]
    case .callEvents:
      return try await facts(of: call.id).compactMap { fact in
        fact.fact.eventName.map { ExportColumns.callEvents.row(of: (fact, $0)) }
      }
    case .transcripts:
      return try await transcript(of: call.id).enumerated().map { index, utterance in
        ExportColumns.transcripts.row(of: (call, index, utterance))
      }
    case .callerNotes:
      return (try await callerNotes(of: call.id)?.notes ?? []).map { ExportColumns.callerNotes.row(of: (call, $0)) }
    case .knowledge, .everything: return []
    }
  }
}

extension Array {
  fileprivate func row<Row>(of subject: Row) -> [ExportValue] where Element == ExportColumn<Row> {
    map { $0.value(subject) }
  }
}
