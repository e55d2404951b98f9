internal import VoiceCore
internal import Web

/// `/v1/spam-reports`: staff say that a caller is spam.
struct SpamReportRoutes: Sendable {
  private let read: ReadScreening
  private let ports: APIPorts

  init(_ ports: APIPorts) {
    read = ReadScreening(store: ports.store)
    self.ports = ports
  }

  static let path = "/v1/spam-reports"

  var all: [APIAction] { [list, one, creation] }

  private var list: APIAction {
    let operation = Operation(
      id: "listSpamReports", summary: "What was reported, by id", parameters: APIRoutes.pageParameters,
      answers: [.init(200, "A page of reports.", schema: "SpamReportPage"), ResourceAnswers.paged]
        + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path, operation, query: ["limit", "cursor"]) { [read] asked, query throws(APIFault) in
      let wanted = try PageQuery<SpamReport>(query)
      do throws(StoreFailure) {
        let page = try await read.reports(of: asked.tenant, after: wanted.cursor, limit: wanted.limit)
        return .encoded(
          ListJSON(data: page.items.map(SpamReportJSON.init), next: page.next?.description), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var one: APIAction {
    let operation = Operation(
      id: "getSpamReport", summary: "One report", parameters: [ResourceAnswers.id("The report.")],
      answers: [.init(200, "Found.", schema: "SpamReport")] + ResourceAnswers.missing + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path + "/{id}", operation) { [read] asked, _ throws(APIFault) in
      let id = try asked.id(of: SpamReport.self)
      do throws(StoreFailure) {
        guard let report = try await read.report(id, of: asked.tenant) else { return Router.notFound(asked.request) }
        return .encoded(SpamReportJSON(report: report), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var creation: APIAction {
    let operation = Operation(
      id: "createSpamReport",
      summary: "Report a call or a number: it counts in the caller's reputation, and the call is reviewed",
      body: "NewSpamReport",
      answers: [.init(201, "Kept.", schema: "SpamReport"), .init(404, "No such call, or none that the reporter sees.")]
        + ResourceAnswers.written
        + APIRoutes.tokenAnswers)
    return APIAction(.post, Self.path, operation) { [ports] asked, _ throws(APIFault) in
      let body = try asked.body(NewSpamReportBody.self)
      let plan = ReportSpam.Plan(
        try body.subject(), note: body.note, id: asked.request.seed.map { Identifier($0) })
      let report = ReportSpam(
        store: ports.store, time: ports.time, ids: ports.ids, auditing: ports.auditing(of: asked.request))
      do throws(ScreeningFailure) {
        let kept = try await report(plan, by: asked.bearer, in: asked.tenant)
        var response = Response.encoded(SpamReportJSON(report: kept), status: .created, to: asked.request)
        response.headers["Location"] = "\(Self.path)/\(kept.id)"
        return response
      } catch {
        throw APIFault(error)
      }
    }
  }
}

/// A report as the API shows it.
struct SpamReportJSON: Encodable {
  let report: SpamReport

  private enum CodingKeys: String, CodingKey {
    case id, number, note
    case callID = "call_id"
    case reportedBy = "reported_by"
    case reportedAt = "reported_at"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(report.id.description, forKey: .id)
    try container.encode(report.call?.description, forKey: .callID)
    try container.encode(report.number?.e164, forKey: .number)
    try container.encode(report.note, forKey: .note)
    try container.encode(report.reporter.name, forKey: .reportedBy)
    try container.encode(report.at.description, forKey: .reportedAt)
  }
}

extension SpamReport.Reporter {
  /// The identifier of the user or the key.
  var name: String {
    switch self {
    case .user(let id): id.description
    case .key(let id): id.description
    }
  }
}

/// The body that makes a report.
struct NewSpamReportBody: Decodable {
  let call: String?
  let number: String?
  let note: String

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["call_id", "number", "note"])
    call = try fields.optionalText("call_id")
    number = try fields.optionalText("number")
    note = try fields.optionalText("note") ?? ""
  }

  func subject() throws(APIFault) -> ReportSpam.Subject {
    guard note.count <= SpamReport.maximumNoteLength, note.utf8.count <= 4 * SpamReport.maximumNoteLength else {
      throw .field("note", "At most \(SpamReport.maximumNoteLength) characters.")
    }
    switch (call, number) {
    case (let call?, nil):
      guard let id = Call.ID(call) else { throw .field("call_id", "A call's identifier, a UUID.") }
      return .call(id)
    case (nil, let text?):
      guard let number = PhoneNumber(text) else { throw .field("number", "A number in E.164, as +14155550100.") }
      return .number(number)
    default: throw APIFault(ScreeningFailure.nobody)
    }
  }
}
