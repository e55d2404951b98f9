/// `<Connect><Stream>`, from its opening to what follows its end.
extension CarrierCall {
  mutating func connect(_ stream: TwiMLStream, action: TwiMLTarget?) throws(TwiMLRefusal) -> Next {
    let action = try action.map { target throws(TwiMLRefusal) in try resolve(target) }
    let sid = CarrierID.random("MZ")
    var parameters = stream.parameters
    for case .customParameters(let others) in plan.faults { parameters = others }
    awaiting = .streaming(stream, action: action, streamSid: sid)
    let identity = StreamIdentity(
      streamSid: sid, accountSid: identity.accountSid, callSid: identity.callSid, customParameters: parameters)
    return Next(step: .stream(url: stream.url, identity))
  }

  mutating func streamEnded(
    _ cause: StreamEnding.Cause, of stream: TwiMLStream, action: TwiMLTarget?, streamSid: String, at now: Duration
  ) throws(TwiMLRefusal) -> Next {
    switch cause {
    case .callerHungUp:
      return end(.callerHungUp, at: now, notices: notice(.stopped, of: stream, streamSid))
    case .interrupted(let interrupt):
      return try breakIn(interrupt, during: .nothing, at: now, notices: notice(.stopped, of: stream, streamSid))
    case .serverClosed:
      return try goOn(action, stream, streamSid, error: nil, notices: notice(.stopped, of: stream, streamSid), at: now)
    case .lost:
      return try goOn(
        action, stream, streamSid, error: "connection lost",
        notices: notice(.error("connection lost"), of: stream, streamSid), at: now)
    case .violation(let violation):
      return try goOn(
        action, stream, streamSid, error: "\(violation.code)",
        notices: notice(.error("\(violation.code)"), of: stream, streamSid), at: now)
    }
  }

  mutating func streamRefused(
    _ reason: String, of stream: TwiMLStream, action: TwiMLTarget?, streamSid: String, at now: Duration
  ) throws(TwiMLRefusal) -> Next {
    note(.streamRefused(reason: reason), at: now)
    note(.violated(CarrierViolation(31920, "the stream's handshake failed: \(reason)")), at: now)
    return try goOn(
      action, stream, streamSid, error: "handshake failed",
      notices: notice(.error("handshake failed"), of: stream, streamSid), at: now)
  }

  /// The notice that a stream has begun.
  package func streamStarted() -> [Webhook] {
    guard case .streaming(let stream, _, let sid) = awaiting else { return [] }
    return notice(.started, of: stream, sid)
  }

  private enum StreamEvent: Equatable { case started, stopped, error(String) }

  private mutating func goOn(
    _ action: TwiMLTarget?, _ stream: TwiMLStream, _ sid: String, error: String?, notices: [Webhook], at now: Duration
  ) throws(TwiMLRefusal) -> Next {
    guard let action else {
      var next = try proceed(at: now)
      next.notices = notices + next.notices
      return next
    }
    var fields = [FormField("StreamSid", sid), FormField("StreamName", stream.name ?? sid)]
    if let error { fields.append(FormField("StreamError", error)) }
    return request(.connectAction, action, fields, notices: notices)
  }

  private func notice(_ event: StreamEvent, of stream: TwiMLStream, _ sid: String) -> [Webhook] {
    guard let callback = stream.statusCallback, let target = try? resolve(callback) else { return [] }
    var fields = [
      FormField("AccountSid", identity.accountSid), FormField("CallSid", identity.callSid),
      FormField("StreamSid", sid), FormField("StreamName", stream.name ?? sid),
      FormField("Timestamp", CarrierTime.iso8601(secondsSince1970: CarrierTime.now)),
    ]
    switch event {
    case .started: fields.append(FormField("StreamEvent", "stream-started"))
    case .stopped: fields.append(FormField("StreamEvent", "stream-stopped"))
    case .error(let error):
      fields += [FormField("StreamEvent", "stream-error"), FormField("StreamError", error)]
    }
    return [Webhook(.streamStatus, target, fields)]
  }
}
