internal import Logging
internal import VoiceCore
internal import Web

/// The way of every webhook: signature, form, use case, answer. 403 without a good signature, 400 for a form that can't be
/// used, 503 when the store is away: then the carrier goes to its fallback address.
struct WebhookRoute: Route {
  let webhook: any TwilioWebhook
  let signature: TwilioSignature
  let log: Logger

  var method: Method { .post }
  var path: String { webhook.path }

  func respond(to request: Request) async -> Response {
    var log = log
    log[metadataKey: "path"] = "\(path)"
    if !request.id.isEmpty { log[metadataKey: "request_id"] = "\(request.id)" }
    guard request.headers[TwilioSignature.headerName] != nil else { return refuse("missing", log) }
    let isForm = Self.isForm(request)
    let form = isForm ? FormFields(encoded: request.body) : nil
    // A form that can't be read can't be covered by a signature either.
    guard !isForm || form != nil else { return reject(Self.unreadable, request, log) }
    guard signature.covers(request, form: form) else { return refuse("wrong", log) }
    guard let form else { return reject(Self.unreadable, request, log) }
    do {
      return Self.response(to: try await webhook.answer(TwilioForm(form, query: request.queryFields), log: log))
    } catch let error as TwilioFormError {
      return reject(error, request, log)
    } catch let failure as StoreFailure {
      log.error("a webhook could not be served", metadata: ["reason": "\(failure)"])
      return Problem(.unavailable, "Unavailable", detail: "The store is unavailable; try again.").response(to: request)
    } catch {
      log.error("a webhook could not be answered", metadata: ["reason": "\(error)"])
      return Problem(.internalError, "Internal error").response(to: request)
    }
  }

  private static let unreadable = TwilioFormError(
    .malformed, "body",
    remedy: "send application/x-www-form-urlencoded in UTF-8, at most \(FormFields.maximumCount) fields")

  private static func isForm(_ request: Request) -> Bool {
    guard let type = request.headers["Content-Type"] else { return true }
    let name = type.prefix { $0 != ";" && $0 != " " }
    return name.lowercased() == "application/x-www-form-urlencoded"
  }

  private static func response(to answer: WebhookAnswer) -> Response {
    switch answer {
    case .twiML(let document): .text(document.text, type: "text/xml; charset=utf-8")
    case .heard: .noContent
    }
  }

  private func refuse(_ reason: String, _ log: Logger) -> Response {
    log.warning("a webhook without a good signature was refused", metadata: ["signature": "\(reason)"])
    return Response(.forbidden)
  }

  private func reject(_ error: TwilioFormError, _ request: Request, _ log: Logger) -> Response {
    log.warning("a webhook can't be used", metadata: ["field": "\(error.field)", "reason": "\(error.kind)"])
    return error.problem.response(to: request)
  }
}
