internal import VoiceCore
internal import Web

/// `GET /v1/queue`: who waits, in the order in which they are served.
enum QueueRoute {
  private static let operation = Operation(
    id: "listQueue", summary: "Who waits, department by department, in the order in which they are served",
    parameters: APIRoutes.pageParameters + [
      .init("department", in: .query, "Only this department's.", schema: APIRoutes.idSchema)
    ],
    answers: [
      .init(200, "A page of callers.", schema: "QueuePage"), .init(400, "A parameter is wrong or unknown."),
      .init(404, "No such department."),
    ] + APIRoutes.tokenAnswers)

  static func action(_ ports: APIPorts) -> APIAction {
    let read = ReadQueue(store: ports.store, time: ports.time)
    return APIAction(.get, "/v1/queue", operation, query: ["limit", "cursor", "department"]) {
      asked, query throws(APIFault) in
      let limit: Int
      let place: ReadQueue.Place?
      let department: Department.ID?
      do throws(Query.Fault) {
        limit = try query.number("limit", in: 1...ReadQueue.maximumPage, else: ListCallsRoute.standardPage)
        place = try Self.place(query)
        department = try Self.department(query)
      } catch {
        throw .problem(error.problem)
      }
      do throws(StoreFailure) {
        let found = try await read.page(
          for: asked.bearer, of: asked.tenant, in: department, after: place, limit: limit)
        guard let page = found else { return Router.notFound(asked.request) }
        return .encoded(
          ListJSON(data: page.waiting.map { WaitingCallerJSON(waiting: $0) }, next: page.next?.text),
          to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private static func department(_ query: Query) throws(Query.Fault) -> Department.ID? {
    guard let text = query.text("department") else { return nil }
    guard let id = Department.ID(text) else { throw Query.Fault("An identifier, a UUID.", field: "department") }
    return id
  }

  private static func place(_ query: Query) throws(Query.Fault) -> ReadQueue.Place? {
    guard let text = query.text("cursor") else { return nil }
    guard let place = ReadQueue.Place(text: text) else {
      throw Query.Fault("Not a cursor of this list.", field: "cursor")
    }
    return place
  }
}

/// A caller who waits: nothing of who they are, which is in the call.
struct WaitingCallerJSON: Encodable {
  let waiting: CallerInLine

  private enum CodingKeys: String, CodingKey {
    case position, tier, skills
    case call = "call_id"
    case department = "department_id"
    case since = "waiting_since"
    case wait = "estimated_wait_seconds"
    case isCallBack = "call_back"
  }

  func encode(to encoder: any Encoder) throws {
    let caller = waiting.caller
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(caller.call.description, forKey: .call)
    try container.encode(waiting.department.description, forKey: .department)
    try container.encode(waiting.position, forKey: .position)
    try container.encode(caller.arrival.description, forKey: .since)
    try container.encode(waiting.wait.map(AgentMetricsJSON.seconds), forKey: .wait)
    try container.encode(caller.tier.rawValue, forKey: .tier)
    try container.encode(caller.skills.sorted().map(\.name), forKey: .skills)
    try container.encode(caller.callBack != nil, forKey: .isCallBack)
  }
}

/// A cursor as clients carry it: opaque text, so that what is inside may change. It tells what the callers beside it tell.
extension ReadQueue.Place {
  /// The longest text that is looked at.
  private static let maximumTextLength = 256

  var text: String {
    let bonus = (rank.arrival - rank.apparentArrival).wholeMicroseconds
    return Base64URL.encode(
      Array("1.\(department).\(rank.arrival.microseconds).\(bonus).\(rank.call).\(position)".utf8))
  }

  /// Reads `text`, in the one spelling that we write.
  init?(text: String) {
    guard text.utf8.count <= Self.maximumTextLength else { return nil }
    guard let bytes = Base64URL.decode(text) else { return nil }
    let parts = String(decoding: bytes, as: UTF8.self).split(separator: ".", omittingEmptySubsequences: false)
      .map(String.init)
    // Within what moments and places can be, so that no sum overflows.
    guard parts.count == 6, parts[0] == "1", let department = Department.ID(parts[1]), let arrival = Int64(parts[2]),
      let bonus = Int64(parts[3]), let call = Call.ID(parts[4]), let position = Int(parts[5]),
      arrival.magnitude < 1 << 60, (0..<1 << 60).contains(bonus),
      (1...QueueLimits.lengths.upperBound).contains(position)
    else { return nil }
    self.init(
      department: department,
      rank: QueueRank(arrival: Timestamp(microseconds: arrival), bonus: .microseconds(bonus), call: call),
      position: position)
    guard self.text == text else { return nil }
  }
}
