internal import VoiceCore
internal import Web

/// `/v1/spam-reviews`: suspected calls that somebody should look at. A review is named like its call.
struct SpamReviewRoutes: Sendable {
  private let read: ReadScreening
  private let ports: APIPorts

  init(_ ports: APIPorts) {
    read = ReadScreening(store: ports.store)
    self.ports = ports
  }

  static let path = "/v1/spam-reviews"
  private static let id = ResourceAnswers.id("The call.")

  var all: [APIAction] { [list, one, judgement] }

  private var list: APIAction {
    let states = SpamReview.State.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
    let operation = Operation(
      id: "listSpamReviews", summary: "Suspected calls, by the call's id",
      parameters: APIRoutes.pageParameters + [
        .init(
          "state", in: .query, "Open ones, or those that were judged.",
          schema: #"{"type":"string","enum":[\#(states)],"default":"open"}"#)
      ],
      answers: [.init(200, "A page of reviews.", schema: "SpamReviewPage"), ResourceAnswers.paged]
        + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path, operation, query: ["limit", "cursor", "state"]) {
      [read] asked, query throws(APIFault) in
      let wanted = try PageQuery<Call>(query)
      guard let state = SpamReview.State(rawValue: query.text("state") ?? SpamReview.State.open.rawValue) else {
        throw .problem(Query.Fault("open or judged.", field: "state").problem)
      }
      do throws(StoreFailure) {
        let page = try await read.reviews(state, of: asked.tenant, after: wanted.cursor, limit: wanted.limit)
        return .encoded(
          ListJSON(data: page.items.map(SpamReviewJSON.init), next: page.next?.description), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var one: APIAction {
    let operation = Operation(
      id: "getSpamReview", summary: "The review of a call", parameters: [Self.id],
      answers: [.init(200, "Found.", schema: "SpamReview")] + ResourceAnswers.missing + APIRoutes.tokenAnswers)
    return APIAction(.get, Self.path + "/{id}", operation) { [read] asked, _ throws(APIFault) in
      let id = try asked.id(of: Call.self)
      do throws(StoreFailure) {
        guard let review = try await read.review(of: id, of: asked.tenant) else {
          return Router.notFound(asked.request)
        }
        return .encoded(SpamReviewJSON(review: review), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }

  private var judgement: APIAction {
    let operation = Operation(
      id: "judgeSpamReview", summary: "Say what the call was; rules and allow-list learn from it",
      parameters: [Self.id], body: "SpamJudgement",
      answers: [
        .init(200, "As it is now.", schema: "SpamReview"), .init(404, "No such review."), ResourceAnswers.full,
      ] + ResourceAnswers.written + APIRoutes.tokenAnswers)
    return APIAction(.patch, Self.path + "/{id}", operation) { [ports] asked, _ throws(APIFault) in
      let id = try asked.id(of: Call.self)
      guard let judgement = SpamReview.Judgement(rawValue: try asked.body(SpamJudgementBody.self).judgement) else {
        throw .field("judgement", "spam or not_spam.")
      }
      let judge = JudgeReview(
        store: ports.store, time: ports.time, auditing: ports.auditing(of: asked.request))
      do throws(ScreeningFailure) {
        let review = try await judge(judgement, on: id, by: asked.bearer, in: asked.tenant)
        return .encoded(SpamReviewJSON(review: review), to: asked.request)
      } catch {
        throw APIFault(error, fullField: "judgement")
      }
    }
  }
}

/// A review as the API shows it.
struct SpamReviewJSON: Encodable {
  let review: SpamReview

  private enum CodingKeys: String, CodingKey {
    case id, from, spam, state, judgement
    case openedAt = "opened_at"
    case judgedBy = "judged_by"
    case judgedAt = "judged_at"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(review.call.description, forKey: .id)
    try container.encode(review.caller.number?.e164, forKey: .from)
    try container.encode(SpamJSON(review.verdict), forKey: .spam)
    try container.encode(review.state.rawValue, forKey: .state)
    try container.encode(review.openedAt.description, forKey: .openedAt)
    try container.encode(review.judged?.judgement.rawValue, forKey: .judgement)
    try container.encode(review.judged?.by.name, forKey: .judgedBy)
    try container.encode(review.judged?.at.description, forKey: .judgedAt)
  }
}

/// The body that judges a review.
struct SpamJudgementBody: Decodable {
  let judgement: String

  init(from decoder: any Decoder) throws {
    judgement = try StrictFields(decoder, allowed: ["judgement"]).text("judgement")
  }
}
