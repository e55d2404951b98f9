/// What breaks into a call, and its end.
extension CarrierCall {
  mutating func breakIn(
    _ interrupt: LineInterrupt, during awaited: Awaiting, at now: Duration, notices: [Webhook] = []
  ) throws(TwiMLRefusal) -> Next {
    if case .leg(let sid, let order) = interrupt { return try breakIn(order, on: sid, during: awaited, at: now) }
    var notices = notices
    switch awaited {
    case .ringing(let ringing), .bridged(let ringing), .asking(let ringing, _):
      notices += settle(ringing, at: now, isAbandoned: true)
    default: break
    }
    switch interrupt {
    case .completed: return end(.endedByREST, at: now, notices: notices)
    case .outOfTime: return end(.outOfTime, at: now, notices: notices)
    case .cancelled: return end(.cancelled, at: now, notices: notices)
    case .leg, .roomEnded: throw .document("the simulator lost its place in the call")
    case .redirected(.url(let target)):
      notices += queueNotices("redirected", at: now)
      documentURL = nil
      return request(.redirect, try resolve(target), [], notices: notices)
    case .redirected(.document(let text)):
      notices += queueNotices("redirected", at: now)
      var next = try take(TwiMLDocument(parsing: text), from: nil, at: now)
      next.notices = notices + next.notices
      return next
    }
  }

  /// The caller hung up: actions still come, their answers have no effect.
  mutating func hungUp(during awaited: Awaiting, recorded: Duration?, at now: Duration) -> Next {
    var notices: [Webhook] = []
    switch awaited {
    case .ringing(let ringing), .bridged(let ringing), .asking(let ringing, _):
      notices += settle(ringing, at: now, isAbandoned: true)
      if let action = ringing.action {
        let talked = ringing.bridgedAt.map { now - $0 }
        let more = dialFields(ringing, talked == nil ? .canceled : .completed, duration: talked)
        notices.append(Webhook(.dialAction, action, fields(more, status: "completed")))
      }
    case .conferring(let place):
      if let action = place.action {
        notices.append(Webhook(.dialAction, action, fields(Self.roomFields, status: "completed")))
      }
    case .recording(let record):
      guard let recorded else { break }
      note(.recorded(recorded), at: now)
      guard recorded > .zero else { break }
      let sid = CarrierID.random("RE")
      messages.append(RecordingDirectory.Message(sid: sid, length: recorded))
      if let action = try? resolve(actionOrSelf: record.action) {
        let more = recordingFields(sid, recorded, digits: "hangup")
        notices.append(Webhook(.recordAction, action, fields(more, status: "completed")))
      }
      notices += recordingNotices(sid, recorded, record)
    default: break
    }
    return end(.callerHungUp, at: now, notices: notices + queueNotices("hangup", at: now))
  }

  mutating func fail(_ refusal: TwiMLRefusal, at now: Duration) -> Next {
    let violation = CarrierViolation(refusal)
    note(.violated(violation), at: now)
    answer(at: now)  // the error announcement answers the call
    return end(.failed(violation), at: now)
  }

  mutating func end(_ ending: CallEnding, at now: Duration, notices: [Webhook] = []) -> Next {
    self.ending = ending
    note(.ended(ending), at: now)
    return Next(notices: notices + statusNotices(at: now), step: .ended(ending))
  }

  /// The terminal status callback, as often as the faults want it; none once it was posted.
  package mutating func statusNotices(at now: Duration) -> [Webhook] {
    guard let target = plan.status, !hasPostedStatus, !plan.faults.contains(.noStatusCallback) else { return [] }
    hasPostedStatus = true
    let seconds = isAnswered ? Self.seconds(now - answeredAt) : 0
    let notice = Webhook(
      .status, target,
      fields(
        [
          FormField("CallDuration", "\(seconds)"), FormField("Duration", "\((seconds + 59) / 60)"),
          FormField("SequenceNumber", plan.outgoing == nil ? "0" : "3"),
          FormField("CallbackSource", "call-progress-events"), FormField("Timestamp", timestamp(now)),
        ], status: finalStatus))
    return plan.faults.contains(.duplicateStatusCallbacks) ? [notice, notice] : [notice]
  }

  /// The carrier's word for the end. Which one a rejected call gets is from general knowledge.
  private var finalStatus: String {
    switch ending {
    case .notPickedUp(let result): result.rawValue
    case .rejected(let reason): reason == "busy" ? "busy" : "no-answer"
    default: isAnswered ? "completed" : "canceled"
    }
  }
}
