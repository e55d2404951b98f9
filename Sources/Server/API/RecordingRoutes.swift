internal import VoiceCore
internal import Web

/// `/v1/recordings/{id}` and `/v1/calls/{id}/recording`: the recording of a call, which bears the call's name, and pausing it;
/// `/v1/voicemails/{id}/recording`: the sound of a message.
struct RecordingRoutes: Sendable {
  private let ports: APIPorts
  private let doors: RecordingDoors

  init(_ ports: APIPorts, _ doors: RecordingDoors) {
    self.ports = ports
    self.doors = doors
  }

  var all: [APIAction] {
    [
      one("/v1/recordings/{id}", id: "getRecording"), one("/v1/calls/{id}/recording", id: "getCallRecording"), message,
      steering("pause", isPaused: true, "Pause the recording of a call, for a card's number say"),
      steering("resume", isPaused: false, "Let a paused recording go on"),
    ]
  }

  private static let id = Operation.Parameter("id", in: .path, "The call.", schema: APIRoutes.idSchema)

  private func one(_ path: String, id: String) -> APIAction {
    let operation = Operation(
      id: id, summary: "A call's recording, with a link to its sound that holds for 15 minutes", parameters: [Self.id],
      answers: [
        .init(200, "Found; `url` is null while there is no sound.", schema: "Recording"),
        .init(400, "A parameter is unknown."), .init(404, "No such call, or it wasn't to be recorded."),
      ] + APIRoutes.tokenAnswers)
    return APIAction(.get, path, operation) { [ports, doors] asked, _ throws(APIFault) in
      let id = try asked.id(of: Recording.self)
      return try await shown(asked) { () throws(StoreFailure) in
        try await doors.hear(id, for: asked.bearer, of: asked.tenant, auditing: ports.auditing(of: asked.request))
      }
    }
  }

  private var message: APIAction {
    let operation = Operation(
      id: "getVoicemailRecording", summary: "A message's sound, with a link to it that holds for 15 minutes",
      parameters: [.init("id", in: .path, "The message.", schema: APIRoutes.idSchema)],
      answers: [
        .init(200, "Found; `url` is null while there is no sound.", schema: "Recording"),
        .init(400, "A parameter is unknown."), .init(404, "No such message."),
      ] + APIRoutes.tokenAnswers)
    return APIAction(.get, "/v1/voicemails/{id}/recording", operation) { [ports, doors] asked, _ throws(APIFault) in
      let id = try asked.id(of: Voicemail.self)
      return try await shown(asked) { () throws(StoreFailure) in
        try await doors.hear(id, for: asked.bearer, of: asked.tenant, auditing: ports.auditing(of: asked.request))
      }
    }
  }

  private func shown(
    _ asked: APIAction.Asked, _ look: () async throws(StoreFailure) -> HearRecording.Found?
  ) async throws(APIFault) -> Response {
    do throws(StoreFailure) {
      guard let found = try await look() else { return Router.notFound(asked.request) }
      return .encoded(
        RecordingJSON(
          recording: found.recording, url: found.target.map { doors.publicURL + $0 }, expiresAt: found.expiresAt),
        to: asked.request)
    } catch {
      throw APIFault(error, to: asked.request)
    }
  }

  private func steering(_ verb: String, isPaused: Bool, _ summary: String) -> APIAction {
    let operation = Operation(
      id: "\(verb)Recording", summary: summary, parameters: [Self.id],
      answers: [
        .init(200, "So it is now.", schema: "Recording"), .init(400, "A parameter is unknown."),
        .init(404, "No such call, or it isn't recorded."),
        .init(409, "The recording is over, or the department isn't recorded."),
      ] + APIRoutes.tokenAnswers)
    return APIAction(.post, "/v1/calls/{id}/recording/\(verb)", operation) { [doors] asked, _ throws(APIFault) in
      let id = try asked.id(of: Call.self)
      do throws(SteerRecording.Failure) {
        let recording = try await doors.steer(id, isPaused: isPaused, by: asked.bearer, of: asked.tenant)
        return .encoded(RecordingJSON(recording: recording, url: nil, expiresAt: nil), to: asked.request)
      } catch {
        throw Self.fault(error, to: asked.request)
      }
    }
  }

  private static func fault(_ failure: SteerRecording.Failure, to request: Request) -> APIFault {
    switch failure {
    case .notFound: .notFound
    case .tooLate: .problem(Problem(.conflict, "Too late", detail: "The recording is over."))
    case .barred:
      .problem(
        Problem(
          .conflict, "Not recorded here",
          detail: "The call's department isn't recorded; the recording goes on once the call leaves it."))
    case .notYet: .unavailable
    case .store(let failure): APIFault(failure, to: request)
    }
  }
}

/// `GET /v1/recordings/{id}/audio` and `/v1/voicemails/{id}/audio`: the sound, for whoever brings a good link (property 45); the link
/// is all that is asked for.
struct RecordingAudioRoute: Route {
  let method = Web.Method.get
  let path: String
  let operation: Operation?
  let allowance = RouteAllowance.download
  private let hear: HearRecording

  /// Of calls' recordings.
  static func recordings(_ hear: HearRecording) -> Self {
    Self(
      path: "/v1/recordings/{id}/audio",
      operation: operation(
        id: "downloadRecording", "The sound of a recording, by the link that it is shown with", of: "The call."),
      hear: hear)
  }

  /// Of messages.
  static func voicemails(_ hear: HearRecording) -> Self {
    Self(
      path: "/v1/voicemails/{id}/audio",
      operation: operation(
        id: "downloadVoicemail", "The sound of a message, by the link that it is shown with", of: "The message."),
      hear: hear)
  }

  private static func operation(id: String, _ summary: String, of subject: String) -> Operation {
    Operation(
      id: id, summary: summary,
      parameters: [ResourceAnswers.id(subject)] + DownloadLinkParameters.all,
      answers: [
        .init(200, "The sound, `audio/mpeg`."), .init(206, "The part of it that `Range` asks for."),
      ] + DownloadLinkParameters.answers, needsToken: false)
  }

  func respond(to request: Request) async -> Response {
    do throws(HearRecording.Failure) {
      let sound = try await hear.sound(at: request.target)
      let name = request.parameters["id"].flatMap { Call.ID($0) }.map { "\($0).mp3" } ?? "recording.mp3"
      return Response(
        .ok,
        headers: [
          "Content-Type": Recording.mediaType, "Content-Disposition": "attachment; filename=\"\(name)\"",
          "Cache-Control": "private, no-store",
        ], body: sound
      ).ranged(for: request)
    } catch {
      return .unfound(error, request)
    }
  }
}
