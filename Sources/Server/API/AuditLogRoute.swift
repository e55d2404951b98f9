internal import VoiceCore
internal import Web

/// `GET /v1/audit-log`: who did what to what in the tenant's administration, newest first.
enum AuditLogRoute {
  private static let moment = #"{"type":"string","format":"date-time"}"#

  private static let operation = Operation(
    id: "listAuditLog", summary: "Administrative acts, carried out and refused, newest first; by reference only",
    parameters: APIRoutes.pageParameters + [
      .init("from", in: .query, "Only from this moment on (RFC 3339).", schema: moment),
      .init("to", in: .query, "Only before this moment (RFC 3339).", schema: moment),
    ],
    answers: [.init(200, "A page of entries.", schema: "AuditPage"), .init(400, "A parameter is wrong or unknown.")]
      + APIRoutes.tokenAnswers)

  static func action(_ ports: APIPorts) -> APIAction {
    let read = ReadAuditLog(store: ports.store)
    return APIAction(.get, "/v1/audit-log", operation, query: ["limit", "cursor", "from", "to"]) {
      asked, query throws(APIFault) in
      let span: ReadAuditLog.Span
      let limit: Int
      let cursor: AuditPlace?
      do throws(Query.Fault) {
        limit = try query.number("limit", in: 1...ReadAuditLog.maximumPage, else: ListCallsRoute.standardPage)
        span = ReadAuditLog.Span(from: try query.moment("from"), to: try query.moment("to"))
        cursor = try Self.cursor(query)
      } catch {
        throw .problem(error.problem)
      }
      do throws(StoreFailure) {
        let page = try await read.page(of: asked.tenant, in: span, after: cursor, limit: limit)
        return .encoded(
          ListJSON(data: page.entries.map { AuditEntryJSON(link: $0) }, next: page.next?.text), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private static func cursor(_ query: Query) throws(Query.Fault) -> AuditPlace? {
    guard let text = query.text("cursor") else { return nil }
    guard let place = AuditPlace(text: text) else { throw Query.Fault("Not a cursor of this list.", field: "cursor") }
    return place
  }
}

extension Query {
  /// A moment; `nil` when it isn't there.
  func moment(_ name: String) throws(Fault) -> Timestamp? {
    guard let text = text(name) else { return nil }
    guard let moment = Timestamp(rfc3339: text) else {
      throw Fault("A moment by RFC 3339, as in 2026-01-06T10:00:00Z.", field: name)
    }
    return moment
  }
}

extension AuditPlace {
  /// As clients carry it. It tells what the entries beside it tell anyway.
  fileprivate var text: String { "1.\(at.microseconds).\(position)" }

  /// Reads `text`, in the one spelling that we write.
  fileprivate init?(text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let microseconds = Int64(parts[1]), let position = UInt64(parts[2]) else { return nil }
    self.init(at: Timestamp(microseconds: microseconds), position: position)
    guard self.text == text else { return nil }
  }
}
