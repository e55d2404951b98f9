/// What follows from a command in a state: facts that happened, intentions that we now have. Deciding changes nothing.
public struct Decision<Fact: Sendable, Intention: Sendable>: Sendable {
  /// What happened, in order; the only thing that changes state.
  public var facts: [Fact]
  /// What we now want of the world; carried out after the facts are stored.
  public var intentions: [Intention]

  /// A decision of these facts and intentions.
  public init(facts: [Fact] = [], intentions: [Intention] = []) {
    self.facts = facts
    self.intentions = intentions
  }

  /// Nothing happened and nothing is wanted: the answer to whatever comes late or twice.
  public static var nothing: Self { Self() }
}

extension Decision: Equatable where Fact: Equatable, Intention: Equatable {}
