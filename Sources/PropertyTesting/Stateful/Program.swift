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
  public var steps: [Step] { made }
  /// How many there are.
  public var length: Int { made.count }
  /// Faults among them.
  public var faults: Int { faultsMade }

  @usableFromInline var made: [Step] = []
  @usableFromInline var faultsMade = 0
  /// A bit for each kind that occurs, by its place in the machine's table.
  @usableFromInline var kinds: UInt64 = 0

  @usableFromInline
  init(_ machine: Machine) { self.machine = machine }

  /// A program written by hand; commands that make no sense where they stand are left out.
  public init(_ commands: [Machine.Command], of machine: Machine) {
    self.machine = machine
    var model = machine.initialModel
    for (place, command) in commands.enumerated() where machine.allows(command, in: model) {
      _ = machine.apply(command, to: &model)
      made.append(Step(command: command, number: place + 1))
    }
  }

  @inlinable
  mutating func append(_ command: Machine.Command, number: Int, kind: Int, isFault: Bool) {
    made.append(Step(command: command, number: number))
    kinds |= 1 << UInt64(kind)
    if isFault { faultsMade += 1 }
  }
}
