internal import VoiceCore
internal import Web

/// `POST /v1/calls`: has somebody outside called, and connected with the receptionist or with whom `connect_to` names.
enum PlaceCallRoute {
  static func action(_ ports: APIPorts) -> APIAction {
    let place = PlaceCall(
      store: ports.store, dialOut: ports.dialOut, admission: ports.admission, time: ports.time,
      telemetry: ports.telemetry)
    let operation = Operation(
      id: "placeCall", summary: "Call somebody; they see the tenant's number", body: "NewCall",
      answers: [
        .init(201, "The call, as it stands after the carrier was asked to ring.", schema: "Call"),
        .init(400, "A field is missing, unknown or malformed."),
        .init(402, "The credits are spent."),
        .init(409, "So many calls run already, the number is being called, or there is no carrier."),
        .init(415, "The body isn't JSON."), .init(422, "A field is not acceptable."),
        .init(429, "So many calls have begun within a minute; try again after `Retry-After` seconds."),
      ] + APIRoutes.tokenAnswers)
    return APIAction(.post, "/v1/calls", operation) { asked, _ throws(APIFault) in
      let id: Call.ID = asked.request.seed.map { Identifier($0) } ?? ports.ids()
      let order = try asked.body(NewCallBody.self).order()
      do throws(PlaceCall.Failure) {
        let call = try await place(order, as: id, by: asked.bearer, of: asked.tenant)
        var response = Response.encoded(
          CallJSON(call: call, record: CallDetailRecord(of: call)), status: .created, to: asked.request)
        response.headers["Location"] = "/v1/calls/\(call.id)"
        return response
      } catch {
        throw fault(error, to: asked.request)
      }
    }
  }

  private static func fault(_ failure: PlaceCall.Failure, to request: Request) -> APIFault {
    switch failure {
    case .refused(let setting): APIFault(setting)
    case .limited(.sameNumber):
      .problem(Problem(.conflict, "Being called", detail: "This number is being called already.", field: "to"))
    case .limited(.atOnce(let limit)):
      .problem(
        Problem(
          .conflict, "Too many calls",
          detail: "\(limit) placed calls run, the most of this tenant (`outbound_calls/at_once` in /v1/settings)."))
    case .limited(.perMinute(let limit, let span)):
      .answered(tooMany(limit, after: span, to: request))
    case .noCredits:
      .problem(
        Problem(
          .paymentRequired, "Credits spent",
          detail: "What the plan allows is used or set aside for calls that run; /v1/credits tells how much."))
    case .noRoom: .unavailable
    case .noCarrier:
      .problem(
        Problem(
          .conflict, "No carrier", detail: "Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, then start the server anew."))
    case .store(let failure): APIFault(failure, to: request)
    }
  }

  private static func tooMany(_ limit: Int, after span: Duration, to request: Request) -> Response {
    var response = Problem(
      .tooManyRequests, "Too many calls",
      detail: "\(limit) calls in a minute are the most of this tenant (`outbound_calls/per_minute` in /v1/settings)."
    ).response(to: request)
    response.headers["Retry-After"] = Response.seconds(span)
    return response
  }
}

/// The body that has somebody called.
private struct NewCallBody: Decodable {
  private let number: String
  private let line: String?
  private let department: String?
  private let target: RoutingTargetJSON?

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["to", "from", "department", "connect_to"])
    number = try fields.text("to")
    line = try fields.textIfThere("from")
    department = try fields.textIfThere("department")
    target = try fields.valueIfThere("connect_to", as: RoutingTargetJSON.self)
  }

  func order() throws(APIFault) -> PlaceCall.Order {
    var from: PhoneNumber?
    if let line { from = try APIFault.number(line, in: "from") }
    var owner: Department.ID?
    if let department { owner = try APIFault.id(department, of: Department.self, in: "department") }
    return PlaceCall.Order(
      to: try APIFault.number(number, in: "to"), from: from, for: owner,
      connecting: try target.target(in: "connect_to") ?? .receptionist)
  }
}
