/// Reads the rows of a resource page by page, all from one snapshot: so they are as of one instant.
///
/// Rows of calls come by call, newest first (ties: higher id first); those of one call in the order in which they came about. Knowledge
/// comes by id.
struct ExportReading {
  private enum Place {
    case calls(CallCursor)
    case knowledge(KnowledgeEntry.ID?)
    case end
  }

  private let resource: ExportResource
  private let window: ExportWindow
  private let pageLength: Int
  private var place: Place

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

  /// The next rows, perhaps none; `nil` at the end.
  mutating func next(from scope: any TenantSnapshot) async throws(StoreFailure) -> [[ExportValue]]? {
    switch place {
    case .end: return nil
    case .knowledge(let last):
      let page = try await scope.knowledge(after: last, limit: pageLength)
      place = page.count < pageLength ? .end : .knowledge(page.last?.id)
      return page.map { ExportColumns.knowledge.row(of: $0) }
    case .calls(let cursor):
      let page = try await scope.calls(after: cursor, limit: pageLength)
      let calls = page.prefix { call in window.from.map { $0 <= call.startedAt } ?? true }
      place =
        if let last = calls.last, calls.count == pageLength { .calls(CallCursor(after: last)) } else { .end }
      return try await rows(of: calls, from: scope)
    }
  }

  private func rows(
    of calls: ArraySlice<Call>, from scope: any TenantSnapshot
  ) async throws(StoreFailure) -> [[ExportValue]] {
    var rows: [[ExportValue]] = []
    rows.reserveCapacity(calls.count)
    for call in calls {
      switch resource {
      case .calls: rows.append(ExportColumns.calls.row(of: call))
      case .callEvents:
        for fact in try await scope.facts(of: call.id) {
          guard let type = fact.fact.eventName else { continue }
          rows.append(ExportColumns.callEvents.row(of: (fact, type)))
        }
      case .transcripts:
        for (index, utterance) in try await scope.transcript(of: call.id).enumerated() {
          rows.append(ExportColumns.transcripts.row(of: (call, index, utterance)))
        }
      case .callerNotes:
        for note in try await scope.callerNotes(of: call.id)?.notes ?? [] {
          rows.append(ExportColumns.callerNotes.row(of: (call, note)))
        }
      case .knowledge, .everything: break
      }
    }
    return rows
  }
}

extension Array {
  fileprivate func row<Row>(of subject: Row) -> [ExportValue] where Element == ExportColumn<Row> {
    map { $0.value(subject) }
  }
}
