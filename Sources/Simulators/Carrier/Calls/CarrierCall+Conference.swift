/// `<Dial><Conference>`, and dialled legs that go their own way.
extension CarrierCall {
  /// A place in a room.
  struct RoomPlace: Equatable {
    let room: String
    let action: TwiMLTarget?
  }

  /// A dialled leg that was redirected over REST: it has left the call that dialled it.
  package struct Departure: Equatable, Sendable {
    let leg: Ringing.Leg
    let target: TwiMLTarget
  }

  mutating func confer(_ dial: TwiMLDial, in party: TwiMLDial.Party, at now: Duration) throws(TwiMLRefusal) -> Next {
    answer(at: now)
    let action = try dial.action.map { target throws(TwiMLRefusal) in try resolve(target) }
    note(.conferred(room: party.address), at: now)
    awaiting = .conferring(RoomPlace(room: party.address, action: action))
    return Next(step: .confer(room: party.address, endsOnExit: party.endsRoom))
  }

  /// The room has ended, and the call hasn't. Neither a leg nor a time is told after a conference.
  mutating func leftRoom(_ place: RoomPlace, at now: Duration) throws(TwiMLRefusal) -> Next {
    guard let action = place.action else { return try proceed(at: now) }
    return request(.dialAction, action, Self.roomFields)
  }

  static let roomFields = [FormField("DialCallStatus", "completed"), FormField("DialBridged", "true")]

  /// The leg that the call is joined with, or that has a document of its own before that.
  var heldLeg: Ringing.Leg? {
    switch awaiting {
    case .asking(let ringing, _), .bridged(let ringing): ringing.winner.map { ringing.legs[$0.index] }
    default: nil
    }
  }

  /// Somebody wants something of a leg over REST; of one that isn't here any more nothing.
  mutating func breakIn(
    _ order: LineInterrupt.Order, on sid: String, during awaited: Awaiting, at now: Duration
  ) throws(TwiMLRefusal) -> Next {
    switch awaited {
    case .asking(let ringing, _), .bridged(let ringing):
      guard let winner = ringing.winner, ringing.legs[winner.index].sid == sid else { break }
      switch order {
      case .completed: return try calleeHungUp(ringing, at: now)
      case .redirected(.url(let target)):
        departures.append(Departure(leg: ringing.legs[winner.index], target: target))
        return try legLeft(ringing, at: now)
      case .redirected(.document): throw .document("a dialled leg is redirected by URL only here")
      }
    case .document(let webhook):
      // It was on its way when the leg ended.
      awaiting = awaited
      return Next(step: .request(webhook))
    default: break
    }
    throw .document("the simulator lost its place in the call")
  }
}
