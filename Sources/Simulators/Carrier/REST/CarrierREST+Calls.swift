/// The part of the REST API that places calls and lists them. Source: Twilio, "Call resource".
extension CarrierREST {
  /// Legal `Timeout`s, in seconds.
  private static let timeouts = 5...600
  private static let eventNames: Set<String> = ["initiated", "ringing", "answered", "completed"]

  /// `POST` places a call, `GET` lists those that were placed.
  func calls(_ request: Request) -> Reply {
    switch request.method {
    case "POST": return order(request)
    case "GET":
      let query = request.path.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
      guard let fields = FormText.decode(query) else { return .error(400, 20001, "The query is malformed") }
      func value(_ name: String) -> String { fields.first { $0.name == name }?.value ?? "" }
      let list = directory.ordered(from: value("From"), to: value("To"))
        .map { json($0, status: $0.word) }.joined(separator: ",")
      return Reply(status: 200, json: "{\"calls\":[\(list)],\"next_page_uri\":null}")
    default: return .error(405, 20004, "Method not allowed")
    }
  }

  private func order(_ request: Request) -> Reply {
    guard let fields = FormText.decode(request.body) else { return .error(400, 20001, "The form is malformed") }
    func value(_ name: String) -> String? { fields.first { $0.name == name }?.value }
    guard let to = value("To"), Self.isNumber(to) else { return .error(400, 21211, "Invalid 'To' Phone Number") }
    guard let from = value("From"), switchboard.owns(from) else {
      return .error(400, 21210, "'From' phone number not verified")
    }
    guard let url = value("Url"), CarrierURL.isRequestable(url) else {
      return .error(400, 21205, "Url is not a valid URL")
    }
    let callback = value("StatusCallback")
    if let callback, !CarrierURL.isRequestable(callback) {
      return .error(400, 21609, "StatusCallback is not a valid URL")
    }
    let events = Set(fields.filter { $0.name == "StatusCallbackEvent" }.map(\.value))
    guard events.isSubset(of: Self.eventNames) else { return .error(400, 21626, "StatusCallbackEvent is wrong") }
    guard let timeout = Int(value("Timeout") ?? "60"), Self.timeouts.contains(timeout) else {
      return .error(400, 20001, "Timeout is wrong")
    }
    let entry = switchboard.place(
      OutgoingCalls.Order(
        from: from, to: to, url: TwiMLTarget(url: url), status: callback.map { TwiMLTarget(url: $0) },
        events: events.isEmpty ? ["completed"] : events, timeout: .seconds(timeout)))
    guard let entry else { return .error(503, 20503, "The service is shutting down") }
    var reply = Reply(status: 201, json: json(entry, status: "queued"))
    reply.isLost = directory.takeLoss()
    return reply
  }

  private static func isNumber(_ text: String) -> Bool {
    text.hasPrefix("+") && (4...16).contains(text.utf8.count)
      && text.dropFirst().allSatisfy { "0123456789".contains($0) }
  }
}
