internal import VoiceCore
internal import Web

/// `POST /v1/calls/{id}/transfer`: sends a call to a person, a department, its queue, voicemail or a number.
enum TransferRoute {
  static func action(_ ports: APIPorts) -> APIAction {
    let send = SendCall(store: ports.store, carrier: ports.carrier, time: ports.time, zones: ports.zones)
    let operation = Operation(
      id: "transferCall",
      summary: "Send a call elsewhere; the caller's own number goes along. Warmly, whoever picks up is asked first",
      parameters: [.init("id", in: .path, "The call.", schema: APIRoutes.idSchema)], body: "CallTransfer",
      answers: [
        .init(200, "How the call stands now.", schema: "Call"),
        .init(400, "A field is missing, unknown or malformed."), .init(404, "No such call."),
        .init(409, "The call is over, or is being handed over."), .init(415, "The body isn't JSON."),
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
    case .refused(let setting): APIFault(setting)
    case .store(let failure): APIFault(failure, to: request)
    }
  }
}

/// The body that sends a call elsewhere: `to` or `extension`, the reason, and whether whoever picks up is asked first.
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
    guard let manner = Transfer.Manner(rawValue: mode ?? Transfer.Manner.cold.rawValue) else {
      throw .field("mode", "One of \(CallWords.transferManners.joined(separator: ", ")).")
    }
    switch (to, number) {
    case (let to?, nil): return SendCall.Order(.target(try to.target(in: "to")), because: reason, manner)
    case (nil, let digits?): return SendCall.Order(.extension(try APIFault.extension(digits)), because: reason, manner)
    case (nil, nil): throw StrictFields.Fault.missing("to")
    case (.some, .some): throw .field("extension", "Not together with `to`.")
    }
  }
}
