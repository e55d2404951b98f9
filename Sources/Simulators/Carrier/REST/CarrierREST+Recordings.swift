/// The part of the REST API that records whole calls. Source: Twilio, "Recordings resource".
extension CarrierREST {
  /// Begins, pauses, resumes, stops: `path` is what follows the call's SID.
  func record(_ call: CallDirectory.Entry, _ path: ArraySlice<String>, _ request: Request) -> Reply {
    guard request.method == "POST" else { return .error(405, 20004, "Method not allowed") }
    guard let fields = FormText.decode(request.body) else { return .error(400, 20001, "The form is malformed") }
    func value(_ name: String) -> String? { fields.first { $0.name == name }?.value }
    guard call.status == .inProgress else { return .notInProgress }
    if path.elementsEqual(["Recordings.json"]) {
      let callback = value("RecordingStatusCallback")
      if let callback, !CarrierURL.isRequestable(callback) {
        return .error(400, 21609, "RecordingStatusCallback is not a valid URL")
      }
      let events = fields.filter { $0.name == "RecordingStatusCallbackEvent" }.map(\.value)
      guard events.allSatisfy({ ["in-progress", "completed", "absent"].contains($0) }),
        let channels = ["mono": 1, "dual": 2][value("RecordingChannels") ?? "mono"]
      else { return .error(400, 20001, "RecordingStatusCallbackEvent or RecordingChannels is wrong") }
      let entry = RecordingDirectory.Entry(
        sid: CarrierID.random("RE"), callSid: call.identity.callSid, callback: callback.map { TwiMLTarget(url: $0) },
        events: events.isEmpty ? ["completed"] : events, channels: channels, begin: call.clock.now)
      guard recordings.begin(entry) else { return .error(400, 21220, "The call is being recorded already") }
      call.line.began(entry)
      return reply(entry, status: 201)
    }
    guard path.count == 2, path.first == "Recordings", let sid = path.last.flatMap(Self.sid),
      recordings[sid]?.callSid == call.identity.callSid
    else { return .error(404, 20404, "There is no such recording") }
    let wanted: [String: RecordingDirectory.Status] = [
      "in-progress": .inProgress, "paused": .paused, "stopped": .stopped,
    ]
    guard let status = value("Status").flatMap({ wanted[$0] }) else {
      return .error(400, 20001, "Status is paused, in-progress or stopped")
    }
    guard let entry = recordings.set(status, sid) else {
      return .error(400, 21220, "The recording is over")
    }
    return reply(entry)
  }

  /// Lists, tells, serves and deletes recordings: `path` is what follows the account.
  func recording(_ path: ArraySlice<String>, _ request: Request) -> Reply {
    let missing = Reply.error(404, 20404, "There is no such recording")
    if path.elementsEqual(["Recordings.json"]) {
      guard request.method == "GET" else { return .error(405, 20004, "Method not allowed") }
      let query = request.path.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
      let callSid = FormText.decode(query)?.first { $0.name == "CallSid" }?.value ?? ""
      let list = recordings.all(of: callSid).map(json).joined(separator: ",")
      return Reply(status: 200, json: "{\"recordings\":[\(list)],\"next_page_uri\":null}")
    }
    guard path.count == 2, let name = path.last else { return missing }
    switch request.method {
    case "GET" where name.hasSuffix(".json"):
      guard let entry = Self.sid(name).flatMap({ recordings[$0] }) else { return missing }
      return reply(entry)
    case "GET":
      guard let sound = recordings.sound(of: String(name.prefix { $0 != "." })) else { return missing }
      return Reply(status: 200, json: "", sound: sound)
    case "DELETE":
      guard let sid = Self.sid(name), recordings.delete(sid) else { return missing }
      return Reply(status: 204, json: "")
    default: return .error(405, 20004, "Method not allowed")
    }
  }

  private static func sid(_ name: String) -> String? { name.hasSuffix(".json") ? String(name.dropLast(5)) : nil }

  private func reply(_ entry: RecordingDirectory.Entry, status: Int = 200) -> Reply {
    Reply(status: status, json: json(entry))
  }

  private func json(_ entry: RecordingDirectory.Entry) -> String {
    let duration = entry.duration.map { JSONText.quote("\(CarrierCall.seconds($0))") } ?? "null"
    let fields: [(String, String)] = [
      ("sid", JSONText.quote(entry.sid)), ("account_sid", JSONText.quote(accountSid)),
      ("call_sid", JSONText.quote(entry.callSid)), ("status", JSONText.quote(entry.status.rawValue)),
      ("duration", duration), ("channels", "\(entry.channels)"), ("source", JSONText.quote(entry.source)),
      ("error_code", "null"), ("price", "null"),
    ]
    return "{" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }
}
