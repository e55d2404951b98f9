/// A program of commands, whatever machine it is for.
public protocol CommandProgram: Sendable {
  /// How many commands it has.
  var length: Int { get }
}

/// Some commands of a machine in order, each of which makes sense where it stands.
public struct Program<Machine: StateMachine>: CommandProgram {
  /// One command at its place.
  public struct Step: Sendable {
    /// What is done.
    public let command: Machine.Command
    /// Its number, from 1; numbers are left out where a command made no sense.
    public let number: Int

    @inlinable
    init(command: Machine.Command, number: Int) {
      self.command = command
      self.number = number
    }
  }

  /// The machine whose commands these are.
  public let machine: Machine
  /// The commands.
  @inlinable public var steps: [Step] { made }
  /// How many there are.
  @inlinable public var length: Int { made.count }
  /// Faults among them.
  @inlinable public var faults: Int { faultsMade }

  /// Commands written by hand that make no sense where they stand.
  @usableFromInline struct RefusedStep: Sendable {
    let step: Step
    let reason: String
  }

  @usableFromInline var made: [Step]
  @usableFromInline var refused: [RefusedStep]
  @usableFromInline var faultsMade: Int
  /// A bit for each kind that occurs, by its place in the machine's table.
  @usableFromInline var kinds: UInt64

  @inlinable
  init(_ machine: Machine) {
    self.machine = machine
    made = []
    refused = []
    faultsMade = 0
    kinds = 0
  }

  /// A program written by hand; commands that make no sense where they stand are left out.
  ///
  /// They make none when the machine does not allow them, when no kind that makes such commands may come there (its
  /// condition, what it acts on), or when there are as many faults as there may be. Which kinds make such commands is known
  /// by the enum's case; only `drawn:` kinds do not say it, so that a command that one of them could make is let pass.
  public init(_ commands: [Machine.Command], of machine: Machine) {
    self.init(commands, of: machine, kinds: machine.commands)
  }

  @usableFromInline
  init(_ commands: [Machine.Command], of machine: Machine, kinds: [CommandKind<Machine>]) {
    self.init(machine)
    let table = CommandTable(kinds)
    var model = machine.initialModel
    for (place, command) in commands.enumerated() {
      switch table.verdict(command, in: model, of: self) {
      case .refused(let reason):
        refused.append(RefusedStep(step: Step(command: command, number: place + 1), reason: reason))
      case .admitted(let kind):
        _ = machine.apply(command, to: &model)
        append(command, number: place + 1, kind: kind, isFault: kind.map { kinds[$0].isFault } ?? false)
      }
    }
  }

  @inlinable
  mutating func append(_ command: Machine.Command, number: Int, kind: Int?, isFault: Bool) {
    made.append(Step(command: command, number: number))
    if let kind { kinds |= 1 << UInt64(kind) }
    if isFault { faultsMade += 1 }
  }
}
