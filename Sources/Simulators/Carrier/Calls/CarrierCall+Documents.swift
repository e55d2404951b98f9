/// Asking for documents and taking them up.
extension CarrierCall {
  /// A request for a document, with the call's parameters and these.
  mutating func request(
    _ purpose: WebhookExchange.Purpose, _ target: TwiMLTarget, _ more: [FormField], notices: [Webhook] = []
  ) -> Next {
    let webhook = Webhook(purpose, target, fields(more))
    awaiting = .document(webhook)
    return Next(notices: notices, step: .request(webhook))
  }

  /// The call's parameters and these.
  func fields(_ more: [FormField], status: String? = nil) -> [FormField] {
    var fields = identity.fields(status: status ?? (isAnswered ? "in-progress" : "ringing")) + more
    for fault in plan.faults {
      switch fault {
      case .missingParameter(let name): fields.removeAll { $0.name == name }
      case .parameter(let name, let value):
        if let index = fields.firstIndex(where: { $0.name == name }) {
          fields[index].value = value
        } else {
          fields.append(FormField(name, value))
        }
      default: break
      }
    }
    return fields
  }

  mutating func follow(
    _ answer: WebhookAnswer, to webhook: Webhook, at now: Duration
  ) throws(TwiMLRefusal) -> Next {
    let document: TwiMLDocument
    do throws(TwiMLRefusal) {
      document = try answer.document()
    } catch {
      note(webhook, answer, verbs: [])
      throw error
    }
    note(webhook, answer, verbs: document.verbs.map(\.name))
    return try take(document, from: webhook.url, at: now)
  }

  mutating func take(
    _ document: TwiMLDocument, from url: String?, at now: Duration
  ) throws(TwiMLRefusal) -> Next {
    documents += 1
    guard documents <= Self.maximumDocuments else { throw .retrieval("the documents lead in a circle") }
    documentURL = url.map { String($0.prefix { $0 != "#" }) }
    verbs = document.verbs[...]
    isFirstVerb = true
    return try proceed(at: now)
  }

  /// A target as it can be requested.
  func resolve(_ target: TwiMLTarget) throws(TwiMLRefusal) -> TwiMLTarget {
    guard let url = CarrierURL.resolve(target.url, against: documentURL), CarrierURL.isRequestable(url) else {
      throw .url("\(target.url) is no address that can be requested")
    }
    return TwiMLTarget(url: url, method: target.method)
  }

  /// The target of an action, by default the current document.
  func resolve(actionOrSelf action: TwiMLTarget?) throws(TwiMLRefusal) -> TwiMLTarget {
    if let action { return try resolve(action) }
    guard let documentURL else { throw .url("there is no document to ask again") }
    return TwiMLTarget(url: documentURL, method: .post)
  }
}
