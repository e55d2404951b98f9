internal import VoiceCore
internal import Web

/// `POST /v1/calls/{id}/transfer`: sends a call to a person, a department, its queue, voicemail or a number, or brings somebody
/// into the talk.
enum TransferRoute {
  static func action(_ ports: APIPorts) -> APIAction {
    let send = SendCall(store: ports.store, carrier: ports.carrier, time: ports.time, zones: ports.zones)
    let operation = Operation(
      id: "transferCall",
      summary:
        "Send a call elsewhere, or bring somebody into the talk; the caller's own number goes along. Warmly, and for a "
        + "conference, whoever picks up is asked first",
      parameters: [.init("id", in: .path, "The call.", schema: APIRoutes.idSchema)], body: "CallTransfer",
      answers: [
        .init(200, "How the call stands now.", schema: "Call"),
        .init(400, "A field is missing, unknown or malformed."), .init(404, "No such call."),
        .init(
          409,
          "The call is over, or is being handed over, or its caller is at a browser or app; for `conference` also: nobody of yours talks with the caller, three do "
            + "already, or nobody can be rung now."), .init(415, "The body isn't JSON."),
        .init(422, "A field is not acceptable."),
      ] + APIRoutes.tokenAnswers)
    return APIAction(.post, "/v1/calls/{id}/transfer", operation) { asked, _ throws(APIFault) in
      let id = try asked.id(of: Call.self)
      let order = try asked.body(TransferBody.self).order()
      do throws(SendCall.Failure) {
        let call = try await send(id, order, by: asked.bearer, of: asked.tenant)
        return .encoded(CallJSON(call: call, record: nil), to: asked.request)
      } catch {
        throw fault(error, to: asked.request)
      }
    }
  }

  private static func fault(_ failure: SendCall.Failure, to request: Request) -> APIFault {
    switch failure {
    case .notFound: .notFound
    case .tooLate: .problem(Problem(.conflict, "Too late", detail: "The call is over, or is being handed over."))
    case .noTelephone:
      .problem(
        Problem(
          .conflict, "No telephone",
          detail: "The caller is at a browser or app, and can't be put through: join the call by voice instead."))
    case .noTalk:
      .problem(
        Problem(
          .conflict, "No talk to join",
          detail:
            "Nobody of yours talks with the caller, or the carrier hasn't told yet on which line; transfer instead.",
          field: "mode"))
    case .full:
      .problem(
        Problem(
          .conflict, "Conference is full", detail: "\(Conference.maximumPeople) people are the most.", field: "mode"))
    case .nobodyFree:
      .problem(
        Problem(
          .conflict, "Nobody free", detail: "Nobody there can be rung now; try again, or transfer to the queue.",
          field: "to"))
    case .refused(let setting): APIFault(setting)
    case .store(let failure): APIFault(failure, to: request)
    }
  }
}

/// The body that sends a call elsewhere: `to` or `extension`, the reason, and how the caller gets there.
private struct TransferBody: Decodable {
  private let to: RoutingTargetJSON?
  private let number: String?
  private let reason: String
  private let mode: String?

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["to", "extension", "reason", "mode"])
    to = try fields.valueIfThere("to", as: RoutingTargetJSON.self)
    number = try fields.textIfThere("extension")
    reason = try fields.text("reason")
    mode = try fields.textIfThere("mode")
  }

  func order() throws(APIFault) -> SendCall.Order {
    guard let reason = TransferReason(rawValue: reason) else {
      throw .field("reason", "One of \(CallWords.transferReasons.joined(separator: ", ")).")
    }
    guard let mode = SendCall.Mode(rawValue: mode ?? SendCall.Mode.cold.rawValue) else {
      throw .field("mode", "One of \(CallWords.transferModes.joined(separator: ", ")).")
    }
    switch (to, number) {
    case (let to?, nil): return SendCall.Order(.target(try to.target(in: "to")), because: reason, mode)
    case (nil, let digits?): return SendCall.Order(.extension(try APIFault.extension(digits)), because: reason, mode)
    case (nil, nil): throw StrictFields.Fault.missing("to")
    case (.some, .some): throw .field("extension", "Not together with `to`.")
    }
  }
}
