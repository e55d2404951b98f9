/// The bounds of a state machine.
public enum CommandKindLimit {
  /// Kinds of commands in one machine.
  public static let kinds = 64
  /// Faults in one program, unless the machine says otherwise.
  public static let faults = 8
  /// Steps of a program, unless the property says otherwise.
  public static let steps = 1...50
}

/// One kind of command: its name in tables, how often it comes, when it makes sense, and how one is made.
public struct CommandKind<Machine: StateMachine>: Sendable {
  /// What it is called in tables and coverage demands.
  public let name: String
  /// How often it comes, compared with the others of the machine.
  public let weight: Int
  /// Whether it is something that befalls the system: a crash, a lost connection, a leap of the clock.
  public private(set) var isFault = false

  @usableFromInline private(set) var isEnabled: (@Sendable (Machine.Model) -> Bool)?
  /// What a command acts on; asked only where the kind is enabled.
  @usableFromInline private(set) var targets: CommandTargets<Machine>?
  /// What this kind makes, so that commands written by hand are told from those of others.
  let sample: CommandSample<Machine>
  @usableFromInline let make: Make

  /// Makes the command of a step; `nil` when what it should act on is not there. Where the kind is not admitted the model
  /// is not to be looked at: the command is left out, but its choices are drawn.
  @usableFromInline typealias Make =
    @Sendable (
      _ source: inout ChoiceSource, _ model: Machine.Model, _ step: Int, _ isAdmitted: Bool
    ) throws(Discard) -> Machine.Command?

  @usableFromInline
  init(
    _ name: String, _ weight: Int, _ sample: CommandSample<Machine>, targets: CommandTargets<Machine>? = nil,
    _ make: @escaping Make
  ) {
    precondition(weight > 0, "a command that never comes is none")
    self.name = name
    self.weight = weight
    self.sample = sample
    self.targets = targets
    self.make = make
  }

  /// The same kind, only while `condition` holds: it is not chosen otherwise, and left out if shrinking brings it there.
  /// Several conditions are asked in order until one fails, and after them what a command acts on.
  public func when(_ condition: @escaping @Sendable (_ model: Machine.Model) -> Bool) -> Self {
    var kind = self
    kind.isEnabled =
      if let isEnabled { { @Sendable model in isEnabled(model) && condition(model) } } else { condition }
    return kind
  }

  /// The same kind as a fault: some programs have none of them, some many, none more than the machine's bound.
  public var asFault: Self {
    var kind = self
    kind.isFault = true
    return kind
  }
}
