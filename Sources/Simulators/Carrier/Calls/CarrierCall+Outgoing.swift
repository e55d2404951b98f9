/// A call that the server asked for over REST: ringing, and whoever picks up.
extension CarrierCall {
  mutating func ring(_ ring: OutgoingRing) -> Next {
    awaiting = .pickingUp(ring)
    return Next(
      notices: notices("initiated", 0, ring, at: .zero) + notices("ringing", 1, ring, at: .zero),
      step: .ring(ring.duration))
  }

  mutating func rang(_ ring: OutgoingRing, at now: Duration) -> Next {
    switch ring.manner {
    case .picksUp(let after) where after <= ring.timeout:
      answer(at: now)
      return request(.outgoing, plan.incoming, [], notices: notices("in-progress", 2, ring, at: now))
    case .picksUp, .noAnswer: return end(.notPickedUp(.noAnswer), at: now)
    case .busy: return end(.notPickedUp(.busy), at: now)
    case .fails: return end(.notPickedUp(.failed), at: now)
    }
  }

  private func notices(_ status: String, _ sequence: Int, _ ring: OutgoingRing, at now: Duration) -> [Webhook] {
    let event = status == "in-progress" ? "answered" : status
    guard let target = plan.status, ring.events.contains(event) else { return [] }
    let more = [
      FormField("SequenceNumber", "\(sequence)"), FormField("CallbackSource", "call-progress-events"),
      FormField("Timestamp", timestamp(now)),
    ]
    let notice = Webhook(.status, target, fields(more, status: status))
    return plan.faults.contains(.duplicateStatusCallbacks) ? [notice, notice] : [notice]
  }
}

extension OutgoingRing {
  /// How long it rings.
  var duration: Duration {
    switch manner {
    case .picksUp(let after): min(after, timeout)
    case .noAnswer: timeout
    case .busy, .fails: .seconds(1)
    }
  }
}
