/// A machine's kinds as programs are drawn from them. What each step asks for lies apart from names, samples and rules that
/// only reports and examples need: a step that copied whole kinds spent most of its time on counting references.
@usableFromInline
struct CommandDeck<Machine: StateMachine>: Sendable {
  @usableFromInline let weights: [Int]
  /// A bit for each kind that is a fault.
  @usableFromInline let faults: UInt64
  /// Of the kinds that may not always come.
  @usableFromInline let conditions: [Condition]
  @usableFromInline let makers: [Maker]

  // All of it is inlined, for the client's machine.
  @inlinable
  init(_ kinds: [CommandKind<Machine>]) {
    weights = kinds.map(\.weight)
    faults = kinds.indices.reduce(0) { $0 | (kinds[$1].isFault ? Self.bit($1) : 0) }
    conditions = kinds.indices.compactMap { Condition($0, kinds[$0]) }
    makers = kinds.map { Maker($0.make) }
  }

  @inlinable
  static func bit(_ kind: Int) -> UInt64 { 1 << UInt64(kind) }

  /// A bit for each kind that makes no sense behind `program`, which led to `model`.
  @inlinable
  func refused(behind program: Program<Machine>, _ model: Machine.Model) -> UInt64 {
    let isFull = faults != 0 && program.faultsMade >= program.machine.maximumFaults
    var refused: UInt64 = 0
    for place in conditions.indices where !conditions[place].holds(in: model, isFull: isFull) {
      refused |= Self.bit(conditions[place].kind)
    }
    return refused
  }

  /// How the commands of a kind are made; a closure that throws a type of its own can't be an array's element itself.
  @usableFromInline
  struct Maker: Sendable {
    @usableFromInline let make: CommandKind<Machine>.Make

    @inlinable
    init(_ make: @escaping CommandKind<Machine>.Make) { self.make = make }
  }

  /// When a kind may come.
  @usableFromInline
  struct Condition: Sendable {
    @usableFromInline let kind: Int
    @usableFromInline let isFault: Bool
    @usableFromInline let isEnabled: (@Sendable (Machine.Model) -> Bool)?
    /// Whether what it acts on is there; asked only where it is enabled.
    @usableFromInline let hasTarget: (@Sendable (Machine.Model) -> Bool)?

    /// None for a kind that may always come.
    @inlinable
    init?(_ place: Int, _ kind: CommandKind<Machine>) {
      guard kind.isFault || kind.isEnabled != nil || kind.targets != nil else { return nil }
      self.kind = place
      isFault = kind.isFault
      isEnabled = kind.isEnabled
      hasTarget = kind.targets?.exist
    }

    /// - Parameter isFull: Whether the program has all the faults that it may have.
    @inlinable
    func holds(in model: Machine.Model, isFull: Bool) -> Bool {
      if isFault, isFull { return false }
      if let isEnabled, !isEnabled(model) { return false }
      if let hasTarget { return hasTarget(model) }
      return true
    }
  }
}
