/// A `<Dial>` under way: who rings, who will pick up, and when.
struct Ringing: Equatable, Sendable {
  struct Leg: Equatable, Sendable {
    let party: TwiMLDial.Party
    let sid: String
    let callerIDSeen: String
    let callee: Callee
    let statusCallback: TwiMLTarget?
  }

  let dial: TwiMLDial
  let action: TwiMLTarget?
  let legs: [Leg]
  var bridgedAt: Duration?

  /// Who picks up in time, the quickest of them; ties go to who stands first.
  var winner: (index: Int, after: Duration, talks: Duration)? {
    var best: (index: Int, after: Duration, talks: Duration)?
    for (index, leg) in legs.enumerated() {
      guard let (after, talks) = leg.callee.pickUp, after <= .seconds(dial.timeoutSeconds) else { continue }
      if best.map({ after < $0.after }) ?? true { best = (index, after, talks) }
    }
    return best
  }

  /// How long it rings.
  var duration: Duration {
    if let winner { return winner.after }
    let isAnyoneThere = legs.contains { leg in
      switch leg.callee {
      case .answers, .isAsked, .noAnswer: true
      case .busy, .fails: false
      }
    }
    return isAnyoneThere ? .seconds(dial.timeoutSeconds) : .seconds(1)
  }

  /// What becomes of a leg when it has rung.
  func result(of index: Int) -> DialledLeg.Result {
    if let winner { return winner.index == index ? .completed : .canceled }
    switch legs[index].callee {
    case .answers, .isAsked, .noAnswer: return .noAnswer
    case .busy: return .busy
    case .fails: return .failed
    }
  }

  /// What the dial as a whole came to when nobody picked up.
  var failure: DialledLeg.Result {
    let results = legs.indices.map(result)
    return results.contains(.noAnswer) ? .noAnswer : results.contains(.busy) ? .busy : .failed
  }
}
