extension Call {
  /// Who speaks with the caller: the receptionist, until one of the tenant's people takes over, and again once the floor is
  /// handed back (property 31). Whoever is joined and doesn't speak listens.
  public struct Floor: Equatable, Sendable, Codable {
    /// The most people who may be joined to one call at a time.
    public static let maximumJoined = 8

    /// Who is heard by the caller.
    public enum Holder: Equatable, Sendable, Codable {
      case receptionist
      case person(User.ID)
    }

    /// What somebody wants.
    public enum Step: Equatable, Sendable, CaseIterable {
      /// To listen.
      case join
      case takeOver
      case handBack
      /// To be gone, with the floor handed back.
      case leave
    }

    /// What happened to the floor.
    public enum Fact: Equatable, Sendable, Codable {
      case joined(User.ID)
      case takenOver(by: User.ID)
      case handedBack(by: User.ID)
      case left(User.ID)
    }

    /// Why a step isn't taken.
    public enum Refusal: Error, Equatable, Sendable {
      /// Only who is joined may speak.
      case notJoined
      /// So many are joined already as may be.
      case full
    }

    public private(set) var holder = Holder.receptionist
    /// Who is joined, in the order of joining.
    public private(set) var joined: [User.ID] = []
    /// Who has spoken with the caller, in the order of their first takeover.
    public private(set) var spoke: [User.ID] = []

    /// The receptionist's, with nobody joined.
    public init() {}

    /// A person speaks, and the receptionist is silent.
    public var isTakenOver: Bool { holder != .receptionist }

    /// What follows from a step. Repeating one changes nothing.
    public func decide(_ step: Step, by user: User.ID) throws(Refusal) -> [Fact] {
      let isJoined = joined.contains(user)
      switch step {
      case .join:
        guard !isJoined else { return [] }
        guard joined.count < Self.maximumJoined else { throw .full }
        return [.joined(user)]
      case .takeOver:
        guard isJoined else { throw .notJoined }
        return holder == .person(user) ? [] : [.takenOver(by: user)]
      case .handBack:
        guard isJoined else { throw .notJoined }
        return holder == .person(user) ? [.handedBack(by: user)] : []
      case .leave:
        guard isJoined else { return [] }
        return (holder == .person(user) ? [.handedBack(by: user)] : []) + [.left(user)]
      }
    }

    /// The only way in which the floor changes. Total: a fact that doesn't fit leaves it alone.
    public mutating func evolve(_ fact: Fact) {
      switch fact {
      case .joined(let user): if !joined.contains(user) { joined.append(user) }
      case .takenOver(let user):
        holder = .person(user)
        if !spoke.contains(user) { spoke.append(user) }
      case .handedBack(let user): if holder == .person(user) { holder = .receptionist }
      case .left(let user): joined.removeAll { $0 == user }
      }
    }

    /// Nobody is joined any more: the caller has gone elsewhere, or comes anew. Who has spoken stays known.
    mutating func close() {
      holder = .receptionist
      joined = []
    }
  }

  /// Somebody of the tenant's people wants to listen, to speak or to be gone. `nil` when it is too late: the call is over, is
  /// handed over, or isn't with the receptionist.
  public func decide(_ step: Floor.Step, by user: User.ID) throws(Floor.Refusal) -> Decision? {
    guard isAtReceptionist else { return nil }
    return Decision(facts: try (floor ?? Floor()).decide(step, by: user).map(Fact.floor))
  }

  /// A stream of the caller's is joined, and nobody has sent them on.
  var isAtReceptionist: Bool {
    !hasEnded && status == .inProgress && transfer == nil && streams > 0 && conversation.phase == .assisting
      && !isBesideReceptionist
  }
}
