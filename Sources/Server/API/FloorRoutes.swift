internal import VoiceCore
internal import Web

/// `POST /v1/calls/{id}/takeover` and `/hand-back`: who speaks with the caller, for an operator whose voice socket has joined the
/// call, or at a telephone. Twice is once, and any node may be asked: what is stored is carried out where the call is.
struct FloorRoutes: Sendable {
  private let ports: APIPorts
  private let doors: FloorDoors

  init(_ ports: APIPorts, _ doors: FloorDoors) {
    self.ports = ports
    self.doors = doors
  }

  var all: [APIAction] { [takeover, handBack] }

  private var takeover: APIAction {
    let operation = Operation(
      id: "takeOverCall",
      summary:
        "Speak with the caller in the receptionist's place: by voice socket, where she is silent until handed back, "
        + "or at a telephone, which is rung while she leaves for good",
      parameters: [Self.call], body: "Takeover", isBodyOptional: true,
      answers: [
        .init(200, "Who speaks with the caller now.", schema: "CallFloor"),
        .init(400, "A parameter or field is unknown or malformed."), .init(404, "No such call."),
        .init(
          409,
          "The call is over, or is handed over; the bearer's voice isn't joined: `detail` says where to; or the bearer is no "
            + "agent and names no number."), .init(415, "The body isn't JSON."),
        .init(422, "A field is not acceptable."),
      ] + APIRoutes.tokenAnswers)
    return APIAction(.post, "/v1/calls/{id}/takeover", operation) { [self] asked, _ throws(APIFault) in
      let id = try asked.id(of: Call.self)
      guard !asked.request.body.isEmpty, let telephone = try asked.body(TakeoverBody.self).telephone() else {
        return try await take(.takeOver, in: id, asked)
      }
      return try await takeOver(id, at: telephone, asked)
    }
  }

  private var handBack: APIAction {
    let operation = Operation(
      id: "handBackCall", summary: "Let the receptionist go on", parameters: [Self.call],
      answers: [
        .init(200, "Who speaks with the caller now.", schema: "CallFloor"), .init(400, "A parameter is unknown."),
        .init(404, "No such call."),
        .init(
          409,
          "The call is over, or is handed over, at a telephone too: from there nobody comes back to the receptionist; or the "
            + "bearer's voice isn't joined."),
      ] + APIRoutes.tokenAnswers)
    return APIAction(.post, "/v1/calls/{id}/hand-back", operation) { [self] asked, _ throws(APIFault) in
      try await take(.handBack, in: try asked.id(of: Call.self), asked)
    }
  }

  private static let call = Operation.Parameter("id", in: .path, "The call.", schema: APIRoutes.idSchema)

  /// A step of whoever is joined by voice.
  private func take(_ step: Call.Floor.Step, in id: Call.ID, _ asked: APIAction.Asked) async throws(APIFault)
    -> Response
  {
    let place = CallPlace(tenant: asked.tenant, call: id)
    let attend = AttendCall(store: ports.store, time: ports.time, auditing: ports.auditing(of: asked.request))
    do throws(AttendCall.Failure) {
      let floor = try await attend(step, in: id, by: asked.bearer, of: asked.tenant)
      doors.changed(place)
      let socket = try await Self.socket(of: place, by: attend)
      return .encoded(CallFloorJSON(floor: floor, socket: socket), to: asked.request)
    } catch {
      // Where it isn't known nobody is told.
      let socket = error == .notJoined ? try? await Self.socket(of: place, by: attend) : nil
      throw Self.fault(error, socket, to: asked.request)
    }
  }

  /// A telephone rings for the caller.
  private func takeOver(
    _ id: Call.ID, at telephone: TakeoverBody.Telephone, _ asked: APIAction.Asked
  ) async throws(APIFault) -> Response {
    let takeOver = TakeOverByPhone(
      store: ports.store, carrier: ports.carrier, time: ports.time, auditing: ports.auditing(of: asked.request))
    do throws(TakeOverByPhone.Failure) {
      try await takeOver(id, at: telephone.number, by: asked.bearer, of: asked.tenant)
      return .encoded(CallFloorJSON(telephoneOf: asked.bearer.user), to: asked.request)
    } catch {
      switch error {
      case .notFound: throw .notFound
      case .notAPerson: throw Self.nobody
      case .tooLate: throw Self.tooLate
      case .noTelephone:
        throw .problem(
          Problem(
            .conflict, "No telephone", detail: "You take no calls as an agent: say at which `number`.", field: "number")
        )
      case .store(let failure): throw APIFault(failure, to: asked.request)
      }
    }
  }

  private static let nobody = APIFault.problem(
    Problem(.conflict, "Nobody", detail: "Whoever speaks with a caller signs in; a key has no voice."))
  private static let tooLate = APIFault.problem(
    Problem(
      .conflict, "Too late",
      detail: "The call is over, is handed over (a telephone has it, and /transfer sends it on), or isn't with the "
        + "receptionist."))

  /// Where somebody's voice joins the call; `nil` while no node has it.
  private static func socket(
    of place: CallPlace, by attend: AttendCall
  ) async throws(AttendCall.Failure) -> String? {
    do throws(StoreFailure) { return try await attend.owner(of: place)?.voiceSocket(of: place.call) } catch {
      throw .store(error)
    }
  }

  private static func fault(_ failure: AttendCall.Failure, _ socket: String?, to request: Request) -> APIFault {
    switch failure {
    case .notFound: .notFound
    case .notAPerson: nobody
    case .notJoined:
      .problem(
        Problem(.conflict, "Not joined", detail: "Connect your voice first: \(socket ?? "WS /v1/voice?call=ID")"))
    case .full: .problem(Problem(.conflict, "Full", detail: "So many are joined to the call as may be."))
    case .tooLate: tooLate
    case .store(let failure): APIFault(failure, to: request)
    }
  }
}

/// How the bearer wants to speak with a caller: by `voice`, unless told otherwise, or by `phone`, at a `number` where they aren't
/// rung as an agent.
private struct TakeoverBody: Decodable {
  /// Where the caller is taken over; without a number it is where the bearer is rung as an agent.
  struct Telephone {
    let number: PhoneNumber?
  }

  private let by: String
  private let number: String?

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["by", "number"])
    by = try fields.textIfThere("by") ?? CallWords.voice
    number = try fields.textIfThere("number")
  }

  /// `nil` for who comes by voice.
  func telephone() throws(APIFault) -> Telephone? {
    guard CallWords.takeovers.contains(by) else {
      throw .field("by", "One of \(CallWords.takeovers.joined(separator: ", ")).")
    }
    guard by == CallWords.phone else {
      guard number == nil else { throw .field("number", "Only by phone.") }
      return nil
    }
    guard let number else { return Telephone(number: nil) }
    return Telephone(number: try APIFault.number(number, in: "number"))
  }
}

/// Who speaks with a caller, and who listens.
private struct CallFloorJSON: Encodable {
  private let holder: String
  private let speaker: User.ID?
  private let listeners: [User.ID]
  private let socket: String?

  init(floor: Call.Floor, socket: String?) {
    var speaker: User.ID?
    if case .person(let user) = floor.holder { speaker = user }
    self.speaker = speaker
    holder = speaker == nil ? CallWords.receptionist : CallWords.person
    listeners = floor.joined.filter { $0 != speaker }
    self.socket = socket
  }

  /// A telephone rings for the caller, or has them.
  init(telephoneOf user: User.ID?) {
    (holder, speaker, listeners, socket) = (CallWords.phone, user, [], nil)
  }

  private enum CodingKeys: String, CodingKey {
    case holder, listeners
    case user = "user_id"
    case socket = "socket_url"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(holder, forKey: .holder)
    try container.encode(speaker?.description, forKey: .user)
    try container.encode(listeners.map(\.description), forKey: .listeners)
    try container.encode(socket, forKey: .socket)
  }
}
