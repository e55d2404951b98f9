internal import VoiceCore
internal import Web

/// `POST /v1/calls/{id}/end`: ends a call from our side. One that is over already is answered as it ended.
enum EndCallRoute {
  static func action(_ ports: APIPorts) -> APIAction {
    let hangUp = HangUpCall(
      store: ports.store, carrier: ports.carrier, time: ports.time, telemetry: ports.telemetry)
    let operation = Operation(
      id: "endCall", summary: "End a call, wherever it stands; twice is once",
      parameters: [.init("id", in: .path, "The call.", schema: APIRoutes.idSchema)],
      answers: [
        .init(200, "How the call ended; its detail record says by whom.", schema: "Call"), .init(404, "No such call."),
      ] + APIRoutes.tokenAnswers)
    return APIAction(.post, "/v1/calls/{id}/end", operation) { asked, _ throws(APIFault) in
      let id = try asked.id(of: Call.self)
      do throws(StoreFailure) {
        let call = try await hangUp(id, by: asked.bearer, of: asked.tenant)
        return .encoded(CallJSON(call: call, record: CallDetailRecord(of: call)), to: asked.request)
      } catch {
        throw APIFault(error, to: asked.request)
      }
    }
  }
}
