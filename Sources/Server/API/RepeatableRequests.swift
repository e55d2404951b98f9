internal import VoiceCore
internal import Web

/// Carries a request that names a key out once, and answers the next ones alike.
final class RepeatableRequests: Sendable {
  /// A request and who sends it.
  struct Sent: Sendable {
    let request: Request
    let tenant: Tenant.ID
    let bearer: Bearer

    init(_ request: Request, for tenant: Tenant.ID, by bearer: Bearer) {
      (self.request, self.tenant, self.bearer) = (request, tenant, bearer)
    }
  }

  private let once: AnswerOnce
  private let keyed: KeyedDigest

  init(_ ports: APIPorts) {
    once = AnswerOnce(store: ports.store, time: ports.time, ids: ports.ids)
    keyed = ports.keyed
  }

  /// Answers by `carryOut`, or as it did before. What isn't a success made nothing, and isn't kept: the same key may be
  /// sent again with what was wrong put right.
  func answer(_ sent: Sent, by carryOut: @Sendable (Request) async -> Response) async -> Response {
    let (request, tenant, bearer) = (sent.request, sent.tenant, sent.bearer)
    let key: IdempotencyKey
    switch IdempotencyKey.read(from: request) {
    case .failure(let fault): return fault.response(to: request)
    case .success(nil): return await carryOut(request)
    case .success(let found?): key = found
    }
    let turn: AnswerOnce.Turn
    do throws(StoreFailure) {
      turn = try await once.begin(
        at: key.place(of: bearer, by: keyed), asking: IdempotencyKey.fingerprint(of: request, by: keyed), in: tenant)
    } catch {
      return Response(error, to: request)
    }
    switch turn {
    case .repeatAnswer(let answer): return Response(answer)
    case .otherRequest:
      return Problem(
        .unprocessable, "Key used", detail: "This key was given to another request.", field: IdempotencyKey.header,
        in: .header
      ).response(to: request)
    case .underWay(let span):
      var response = Problem(
        .conflict, "Under way", detail: "The request with this key is being carried out.",
        field: IdempotencyKey.header, in: .header
      ).response(to: request)
      response.headers["Retry-After"] = Response.seconds(span)
      return response
    case .carryOut(let begun):
      var seeded = request
      seeded.seed = begun.seed.number
      let response = await carryOut(seeded)
      // Where it can't be kept it counts as under way, and is taken up by whoever asks again after that.
      try? await once.finish(begun, with: KeptAnswer.Answer(response), in: tenant)
      return response
    }
  }
}

extension KeptAnswer.Answer {
  /// What is kept of a response: nothing of one that isn't a success.
  fileprivate init?(_ response: Response) {
    guard (200...299).contains(response.status.code) else { return nil }
    self.init(
      status: response.status.code, fields: response.headers.fields.map { Field($0.name, $0.value) },
      body: response.repeatedBody ?? response.body)
  }
}

extension Response {
  /// An answer that was given before.
  fileprivate init(_ answer: KeptAnswer.Answer) {
    self.init(
      Status(integerLiteral: answer.status),
      headers: Headers(answer.fields.map { Headers.Field($0.name, $0.value) }), body: answer.body)
    headers[IdempotencyKey.repeated] = "true"
  }
}
