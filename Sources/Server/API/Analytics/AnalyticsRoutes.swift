internal import VoiceCore
internal import Web

/// `GET /v1/analytics/{calls,agents,queue,ai,costs}`: what became of calls over a window of time.
struct AnalyticsRoutes {
  /// When nobody says how long.
  private static let standardWindow: Duration = .seconds(86_400)

  private let ports: APIPorts
  private let read: ReadAnalytics

  init(_ ports: APIPorts) {
    self.ports = ports
    read = ReadAnalytics(store: ports.store)
  }

  var all: [APIAction] { AnalyticsSubject.allCases.map(action) }

  private func action(about subject: AnalyticsSubject) -> APIAction {
    APIAction(
      .get, "/v1/analytics/\(subject.rawValue)", Self.operation(about: subject),
      query: ["from", "to", "interval", "time_zone"]
    ) { [read, ports] asked, query throws(APIFault) in
      let window = try Self.window(query, now: ports.time.now(), zones: ports.zones)
      do throws(StoreFailure) {
        let report = try await read(subject, over: window, for: asked.bearer, of: asked.tenant)
        return .encoded(AnalyticsJSON(report: report), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private static func operation(about subject: AnalyticsSubject) -> Operation {
    let moment = #"{"type":"string","format":"date-time"}"#
    return Operation(
      id: "get\(OpenAPISchemas.name(of: subject))", summary: summary(of: subject),
      parameters: [
        .init(
          "from", in: .query,
          "From this moment on (RFC 3339), on a quarter of an hour; a day before the end unless said otherwise.",
          schema: moment),
        .init(
          "to", in: .query,
          "Before this moment, on a quarter of an hour, at most \(AnalyticsWindow.maximumDays) days later; the end of this "
            + "quarter of an hour unless said otherwise.", schema: moment),
        .init(
          "interval", in: .query,
          "Tells figures piece by piece, too: at most \(AnalyticsWindow.maximumIntervals) pieces.",
          schema: OpenAPISchemas.oneOf(AnalyticsWindow.Interval.allCases.map(\.rawValue))),
        .init(
          "time_zone", in: .query,
          "By whose clocks pieces begin, with daylight saving: a name of the IANA database, as Europe/Berlin. Etc/UTC "
            + "unless said otherwise.", schema: #"{"type":"string","maxLength":\#(TimeZoneName.maximumLength)}"#),
      ],
      answers: [
        .init(200, "The figures.", schema: OpenAPISchemas.name(of: subject)),
        .init(400, "A parameter is wrong or unknown, or gives too long a window or too many pieces."),
      ] + APIRoutes.tokenAnswers)
  }

  private static func summary(of subject: AnalyticsSubject) -> String {
    switch subject {
    case .calls: "Calls that began in a window and are over: how many, how long, what they came to, what screening said"
    case .agents: "How callers who wanted a person fared: answered, in time, given up, how fast, how long they talked"
    case .queue: "Who waited, how long, and how they came out of the queue"
    case .ai: "How the receptionist fared: requests served, hand-overs, how long callers waited for answers"
    case .costs: "What the voice AI used, and what that cost"
    }
  }

  private static func window(
    _ query: Query, now: Timestamp, zones: any TimeZones
  ) throws(APIFault) -> AnalyticsWindow {
    do throws(Query.Fault) {
      let end = try query.moment("to") ?? AnalyticsWindow.endOfQuarter(holding: now)
      let start = try query.moment("from") ?? (end - standardWindow)
      var interval: AnalyticsWindow.Interval?
      if let text = query.text("interval") {
        interval = AnalyticsWindow.Interval(rawValue: text)
        let names = AnalyticsWindow.Interval.allCases.map(\.rawValue).joined(separator: ", ")
        if interval == nil { throw Query.Fault("One of \(names).", field: "interval") }
      }
      let name = query.text("time_zone").map(TimeZoneName.init) ?? .utc
      guard let name else { throw Query.Fault("\(RefusedSetting.Reason.unknownZone)", field: "time_zone") }
      return try Self.window(from: start, to: end, every: interval, in: name, by: zones)
    } catch {
      throw .problem(error.problem)
    }
  }

  private static func window(
    from start: Timestamp, to end: Timestamp, every interval: AnalyticsWindow.Interval?, in zone: TimeZoneName,
    by zones: any TimeZones
  ) throws(Query.Fault) -> AnalyticsWindow {
    do throws(RefusedSetting) {
      return try AnalyticsWindow(from: start, to: end, every: interval, in: zone, by: zones.offset(of:at:))
    } catch {
      throw Query.Fault("\(error.reason)", field: error.field)
    }
  }
}

/// Figures of a window.
private struct AnalyticsJSON: Encodable {
  let report: AnalyticsReport

  private enum CodingKeys: String, CodingKey {
    case from, to, interval, total, intervals
    case zone = "time_zone"
  }

  /// Those of a piece.
  private struct Piece: Encodable {
    let from: String
    let to: String
    let figures: FigureJSON
  }

  func encode(to encoder: any Encoder) throws {
    let window = report.window
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(window.range.lowerBound.description, forKey: .from)
    try container.encode(window.range.upperBound.description, forKey: .to)
    try container.encode(window.interval?.rawValue, forKey: .interval)
    try container.encode(window.zone.text, forKey: .zone)
    try container.encode(figures(report.total), forKey: .total)
    let pieces = window.interval == nil ? [] : Array(zip(window.intervals, report.intervals))
    try container.encode(
      pieces.map { span, tally in
        Piece(from: span.lowerBound.description, to: span.upperBound.description, figures: figures(tally))
      }, forKey: .intervals)
  }

  private func figures(_ tally: AnalyticsTally) -> FigureJSON {
    .group(AnalyticsFigures.fields(of: report.subject).map { ($0.name, $0.value(tally)) })
  }
}
