internal import VoiceCore
internal import Web

/// `POST /v1/calls/{id}/takeover` and `/hand-back`: who speaks with the caller, for an operator whose voice socket has joined the
/// call. Twice is once, and any node may be asked: what is stored is carried out where the call is.
struct FloorRoutes: Sendable {
  private let ports: APIPorts
  private let doors: FloorDoors

  init(_ ports: APIPorts, _ doors: FloorDoors) {
    self.ports = ports
    self.doors = doors
  }

  var all: [APIAction] {
    [
      action(
        "takeover", id: "takeOverCall",
        "Speak with the caller in the receptionist's place; she is silent until handed back",
        .takeOver),
      action("hand-back", id: "handBackCall", "Let the receptionist go on", .handBack),
    ]
  }

  private func action(_ verb: String, id: String, _ summary: String, _ step: Call.Floor.Step) -> APIAction {
    let operation = Operation(
      id: id, summary: summary, parameters: [.init("id", in: .path, "The call.", schema: APIRoutes.idSchema)],
      answers: [
        .init(200, "Who speaks with the caller now.", schema: "CallFloor"), .init(400, "A parameter is unknown."),
        .init(404, "No such call."),
        .init(
          409,
          "The call is over, or is handed over; or the bearer's voice isn't joined: `detail` says where to."
        ),
      ] + APIRoutes.tokenAnswers)
    return APIAction(.post, "/v1/calls/{id}/\(verb)", operation) { [ports, doors] asked, _ throws(APIFault) in
      let id = try asked.id(of: Call.self)
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
  }

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
    case .notAPerson:
      .problem(Problem(.conflict, "Nobody", detail: "Whoever speaks with a caller signs in; a key has no voice."))
    case .notJoined:
      .problem(
        Problem(.conflict, "Not joined", detail: "Connect your voice first: \(socket ?? "WS /v1/voice?call=ID")"))
    case .full: .problem(Problem(.conflict, "Full", detail: "So many are joined to the call as may be."))
    case .tooLate:
      .problem(
        Problem(
          .conflict, "Too late", detail: "The call is over, is handed over, or isn't with the receptionist."))
    case .store(let failure): APIFault(failure, to: request)
    }
  }
}

/// Who speaks with a caller, and who listens.
struct CallFloorJSON: Encodable {
  let floor: Call.Floor
  let socket: String?

  private enum CodingKeys: String, CodingKey {
    case holder, listeners
    case user = "user_id"
    case socket = "socket_url"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    var speaker: User.ID?
    if case .person(let user) = floor.holder { speaker = user }
    try container.encode(speaker == nil ? "receptionist" : "person", forKey: .holder)
    try container.encode(speaker?.description, forKey: .user)
    try container.encode(floor.joined.filter { $0 != speaker }.map(\.description), forKey: .listeners)
    try container.encode(socket, forKey: .socket)
  }
}
