internal import HTTPTypes
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import VoiceCore
internal import Web

/// Turns Hummingbird's requests into `Web.Request` and the answers back. The only place where the two meet.
///
/// The peer's address is on the channel and stays there: only `AttemptGate` reads it, and hands on nothing (property 12).
struct HTTPBridge: Sendable {
  let router: Router
  let record: RequestRecord
  let limits: ServerLimits
  let ids: IDSource
  let time: any TimeSource
  let gate: AttemptGate?
  let downloads: DownloadPlaces
  let origins: CrossOrigins
  let date = HTTPDate()

  /// Ends a connection that can't be used any further; the answer has been sent.
  private struct ConnectionIsSpent: Error {}

  /// Answers one request.
  func respond(
    to incoming: HummingbirdCore.Request, _ writer: consuming ResponseWriter, on channel: any Channel
  ) async throws {
    let began = ContinuousClock.now
    let method = incoming.method.rawValue
    let (path, query) = Self.split(incoming.head.path ?? "/")
    let id = RequestIdentity.of(HTTPField.Name(RequestIdentity.header).flatMap { incoming.headers[$0] }, else: ids)
    let parent = HTTPField.Name(TraceContext.header).flatMap { incoming.headers[$0] }.flatMap {
      TraceContext(traceparent: $0)
    }
    let match = router.match(method, path)
    var body = BodyReader(incoming, limits, channel)
    let bytes = try await body.read()
    var request = Web.Request(
      Web.Method(rawValue: method) ?? .get, path, query: query, headers: Self.headers(of: incoming.head),
      body: bytes ?? [], id: id)

    var route: (any Web.Route)?
    var withoutBody = method == "HEAD"
    var isDownload = false
    defer { if isDownload { downloads.giveBack() } }
    var response: Web.Response
    switch match {
    case _ where bytes == nil:
      let detail = "A body has at most \(limits.maximumBodyBytes) bytes."
      response = Problem(.contentTooLarge, "Content too large", detail: detail).response(to: request)
      response.headers["Connection"] = "close"
    case .route(let found, let parameters, let isHead):
      request.parameters = parameters
      (route, withoutBody) = (found, isHead)
      if found.allowance == .download {
        isDownload = downloads.take()
        guard isDownload else {
          response = .tryAgain(request)
          break
        }
      }
      response = await answer(request, by: found, from: channel.remoteAddress)
    case .methodNotAllowed(let methods) where method == "OPTIONS": response = origins.options(methods, request)
    case .methodNotAllowed(let methods): response = Router.methodNotAllowed(methods, request)
    case .notFound: response = Router.notFound(request)
    case .malformed: response = Router.malformed(request)
    }

    let dressed = origins.admitting(request, response).dressed(id: id, date: date.text(at: time.now()))
    record.record(
      route, method: method, status: dressed.status.code, duration: ContinuousClock.now - began, id: id,
      trace: (record.place(after: parent, drawn: ids), parent), at: time.now())
    try await Self.write(dressed, withoutBody: withoutBody, writer)
    if bytes == nil {
      try await body.discard()
      throw ConnectionIsSpent()
    }
  }

  private func answer(
    _ request: Web.Request, by route: any Web.Route, from peer: SocketAddress?
  ) async -> Web.Response {
    guard route.allowance == .authentication, let verdict = gate?.attempt(request, from: peer) else {
      return await route.respond(to: request)
    }
    if let refusal = Response.refusal(by: verdict, of: request) { return refusal }
    return await route.respond(to: request).telling(verdict)
  }

  // MARK: Translation

  private static func split(_ target: String) -> (path: String, query: String?) {
    guard let mark = target.firstIndex(of: "?") else { return (target, nil) }
    return (String(target[..<mark]), String(target[target.index(after: mark)...]))
  }

  private static func headers(of head: HTTPRequest) -> Web.Headers {
    var fields = head.headerFields.map { Web.Headers.Field($0.name.rawName, $0.value) }
    if let host = head.authority { fields.append(Web.Headers.Field("Host", host)) }
    return Web.Headers(fields)
  }

  private static func write(
    _ response: Web.Response, withoutBody: Bool, _ writer: consuming ResponseWriter
  ) async throws {
    var fields = HTTPFields()
    for field in response.headers.fields {
      // A name that can't be sent is a mistake of a route's; values are made harmless by the library.
      guard let name = HTTPField.Name(field.name) else { continue }
      fields.append(HTTPField(name: name, value: field.value))
    }
    let count = response.live.map(\.count) ?? response.body.count
    if response.status.code != 204, response.status.code != 304, let count {
      fields[.contentLength] = String(count)
    }
    let head = HTTPResponse(status: HTTPResponse.Status(code: response.status.code), headerFields: fields)
    let body =
      if let live = response.live, !withoutBody {
        ResponseBody { writer in
          var written = 0
          while let piece = await live.next() {
            try await writer.write(ByteBuffer(bytes: piece))
            written += piece.count
          }
          guard live.count.map({ $0 == written }) ?? true else { throw ConnectionIsSpent() }
          try await writer.finish(nil)
        }
      } else if withoutBody || response.body.isEmpty {
        ResponseBody()
      } else {
        ResponseBody(byteBuffer: ByteBuffer(bytes: response.body))
      }
    try await writer.write(response: head, body: body)
  }
}
