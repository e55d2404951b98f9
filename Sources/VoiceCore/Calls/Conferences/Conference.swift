/// Three people in one talk: the caller, the host who spoke with them, and a guest who is brought in.
///
/// The caller waits in the carrier's room while the host's line rings the guest, so that the guest sees the number that they
/// would see of a transfer (property 8); then all of them are in the room. It lasts as long as the caller and somebody of ours are
/// in it.
public struct Conference: Equatable, Sendable, Codable {
  /// The most people in one, the caller among them.
  public static let maximumPeople = 3

  /// Somebody of ours on their line.
  public struct Seat: Equatable, Sendable, Codable {
    public let person: Participant
    public let leg: CarrierCallID

    /// A person on a line.
    public init(_ person: Participant, on leg: CarrierCallID) {
      self.person = person
      self.leg = leg
    }
  }

  /// How it stands with whoever is brought in.
  public enum Guest: Equatable, Sendable, Codable {
    /// These agents ring; whoever picks up is asked first.
    case ringing(CallCourse.Ring)
    /// A telephone rings, so too.
    case dialled(PhoneNumber)
    case joined(Seat)
    /// Nobody has come, or who came has left.
    case none
  }

  /// What happens to it.
  public enum Fact: Equatable, Sendable, Codable {
    /// Nobody of a round took it; the next one rings.
    case rang(CallCourse.Ring)
    case joined(Seat)
    /// Nobody came; those who are there go on talking.
    case unanswered
    /// Whoever was on this line has left.
    case left(CarrierCallID)
  }

  /// Why the guest is wanted.
  public let reason: TransferReason
  /// Who spoke with the caller before; `nil` once they have left.
  public private(set) var host: Seat?
  public private(set) var guest: Guest

  /// A host who wants a guest.
  public init(_ host: Seat, wanting guest: Guest, because reason: TransferReason) {
    self.host = host
    self.guest = guest
    self.reason = reason
  }

  /// Those of ours who are in it.
  public var seats: [Seat] {
    if case .joined(let seat) = guest { [host, seat].compactMap(\.self) } else { [host].compactMap(\.self) }
  }

  /// The agents whom it keeps: those who talk, and those whose telephone rings for it.
  public var agents: [Agent.ID] {
    let ringing = if case .ringing(let ring) = guest { ring.agents } else { [Agent.ID]() }
    return seats.compactMap(\.person.agent) + ringing
  }

  /// Whoever is brought in still rings.
  public var isRinging: Bool {
    switch guest {
    case .ringing, .dialled: true
    case .joined, .none: false
    }
  }

  /// Which round of the guest's telephones rings: what is told about another one changes nothing.
  public var round: Int { if case .ringing(let ring) = guest { ring.round } else { 0 } }

  /// The only way in which it changes. Without its host nobody rings any more: the telephones hang on the host's line.
  public mutating func evolve(_ fact: Fact) {
    switch fact {
    case .rang(let ring): if case .ringing = guest { guest = .ringing(ring) }
    case .joined(let seat): if isRinging { guest = .joined(seat) }
    case .unanswered: if isRinging { guest = .none }
    case .left(let leg):
      if case .joined(let seat) = guest, seat.leg == leg { guest = .none }
      guard host?.leg == leg else { return }
      host = nil
      if isRinging { guest = .none }
    }
  }
}
