/// The part of the carrier's REST API that places and steers calls, as a function from request to reply.
/// Source: Twilio, "Call resource".
struct CarrierREST: Sendable {
  struct Request: Sendable {
    var method: String
    var path: String
    var authorization: String?
    var body: String
  }

  struct Reply: Equatable, Sendable {
    var status: Int
    var json: String
    /// Instead of JSON.
    var sound: [UInt8]?
    /// It was done, and nobody is told.
    var isLost = false
  }

  /// Longest `Twiml` parameter in characters.
  static let maximumTwiML = 4000

  let accountSid: String
  let authToken: String
  let directory: CallDirectory
  let recordings: RecordingDirectory
  let switchboard: OutgoingCalls

  func reply(to request: Request) -> Reply {
    let credentials = String(decoding: Base64Text.encode(Array("\(accountSid):\(authToken)".utf8)), as: UTF8.self)
    guard request.authorization == "Basic \(credentials)" else { return .error(401, 20003, "Authenticate") }
    if directory.takeRefusal() { return .error(429, 20429, "Too Many Requests") }
    let path = request.path.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: false).map(
      String.init)
    let missing = Reply.error(404, 20404, "The requested resource \(request.path) was not found")
    guard path.count >= 5, path[0].isEmpty, path[1] == "2010-04-01", path[2] == "Accounts", path[3] == accountSid else {
      return missing
    }
    if path[4].hasPrefix("Recordings") { return recording(path[4...], request) }
    if path.count == 5, path[4] == "Calls.json" { return calls(request) }
    guard path.count >= 6, path[4] == "Calls" else { return missing }
    if path.count > 6 {
      guard let entry = directory[path[5]] else { return missing }
      return record(entry, path[6...], request)
    }
    guard path[5].hasSuffix(".json"), let entry = directory[String(path[5].dropLast(5))] else { return missing }
    switch request.method {
    case "GET": return call(entry, status: entry.word)
    case "POST":
      guard let fields = FormText.decode(request.body) else { return .error(400, 20001, "The form is malformed") }
      return steer(entry, fields)
    default: return .error(405, 20004, "Method not allowed")
    }
  }

  private func steer(_ entry: CallDirectory.Entry, _ fields: [FormField]) -> Reply {
    func value(_ name: String) -> String? { fields.first { $0.name == name }?.value }
    let isRunning = entry.status != .completed
    switch (value("Status"), value("Url"), value("Twiml")) {
    case (nil, nil, nil): return .error(400, 20001, "Status, Url or Twiml is needed")
    case (_, .some, .some): return .error(400, 20001, "Url and Twiml exclude each other")
    case ("completed", _, _):
      guard isRunning else { return .notInProgress }
      entry.interrupt(.completed)
      return call(entry, status: "completed")
    case ("canceled", _, _):
      guard entry.status == .ringing else { return .notInProgress }
      entry.interrupt(.completed)
      return call(entry, status: "canceled")
    case (.some, _, _): return .error(400, 20001, "Status is completed or canceled")
    case (_, let url?, _):
      guard CarrierURL.isRequestable(url) else { return .error(400, 21205, "Url is not a valid URL") }
      guard entry.status == .inProgress else { return .notInProgress }
      let method = value("Method").flatMap(WebhookMethod.init(rawValue:)) ?? .post
      entry.interrupt(.redirected(.url(TwiMLTarget(url: url, method: method))))
      return call(entry, status: entry.status.rawValue)
    case (_, _, let text?):
      guard text.count <= Self.maximumTwiML else { return .error(400, 20001, "Twiml is longer than 4000 characters") }
      guard entry.status == .inProgress else { return .notInProgress }
      entry.interrupt(.redirected(.document(text)))
      return call(entry, status: entry.status.rawValue)
    }
  }

  func call(_ entry: CallDirectory.Entry, status: String) -> Reply {
    Reply(status: 200, json: json(entry, status: status))
  }

  func json(_ entry: CallDirectory.Entry, status: String) -> String {
    let identity = entry.identity
    let uri = "/2010-04-01/Accounts/\(accountSid)/Calls/\(identity.callSid).json"
    let fields: [(String, String)] = [
      ("sid", JSONText.quote(identity.callSid)), ("account_sid", JSONText.quote(accountSid)),
      ("parent_call_sid", "null"), ("to", JSONText.quote(identity.to)), ("from", JSONText.quote(identity.from)),
      ("status", JSONText.quote(status)), ("direction", JSONText.quote(identity.direction.rawValue)),
      ("api_version", #""2010-04-01""#),
      ("caller_name", JSONText.quote(identity.callerName)), ("duration", "null"), ("price", "null"),
      ("price_unit", #""USD""#), ("queue_time", #""0""#), ("uri", JSONText.quote(uri)),
      ("date_created", JSONText.quote(CarrierTime.rfc2822(secondsSince1970: entry.createdAt))),
    ]
    return "{" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }
}

extension CarrierREST.Reply {
  static let notInProgress = error(400, 21220, "Invalid call state: the call is not in progress")

  static func error(_ status: Int, _ code: Int, _ message: String) -> Self {
    Self(
      status: status,
      json: "{\"code\":\(code),\"message\":\(JSONText.quote(message)),"
        + "\"more_info\":\"https://www.twilio.com/docs/errors/\(code)\",\"status\":\(status)}")
  }
}

extension CallDirectory.Entry {
  /// How it stands, in the carrier's words.
  var word: String { result?.rawValue ?? status.rawValue }
}
