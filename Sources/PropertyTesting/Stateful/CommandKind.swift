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
  @usableFromInline let make: Make

  /// Makes the command of a step; `nil` when what it should act on is not there. Draws the same either way.
  @usableFromInline typealias Make =
    @Sendable (_ source: inout ChoiceSource, _ model: Machine.Model, _ step: Int) throws(Discard) -> Machine.Command?

  @usableFromInline
  init(_ name: String, _ weight: Int, _ make: @escaping Make) {
    precondition(weight > 0, "a command that never comes is none")
    self.name = name
    self.weight = weight
    self.make = make
  }

  /// The same kind, only while `condition` holds: it is not chosen otherwise, and left out if shrinking brings it there.
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

extension CommandKind {
  /// Always the same command.
  @inlinable
  public static func command(_ name: String, weight: Int = 1, _ command: Machine.Command) -> Self {
    CommandKind(name, weight) { _, _, _ throws(Discard) in command }
  }

  /// Any command of a generator.
  @inlinable
  public static func command(_ name: String, weight: Int = 1, _ generator: Gen<Machine.Command>) -> Self {
    CommandKind(name, weight) { source, _, _ throws(Discard) in try source.draw(generator) }
  }

  /// A command that makes a value for later ones to refer to.
  @inlinable
  public static func command<Made>(
    _ name: String, weight: Int = 1, making: Made.Type,
    _ command: @escaping @Sendable (_ made: Reference<Made>) -> Machine.Command
  ) -> Self {
    CommandKind(name, weight) { _, _, step throws(Discard) in command(Reference(step: step)) }
  }

  /// A command with an argument that makes a value for later ones to refer to.
  @inlinable
  public static func command<Made, Argument>(
    _ name: String, weight: Int = 1, making: Made.Type, with argument: Gen<Argument>,
    _ command: @escaping @Sendable (_ made: Reference<Made>, _ argument: Argument) -> Machine.Command
  ) -> Self {
    CommandKind(name, weight) { source, _, step throws(Discard) in
      command(Reference(step: step), try source.draw(argument))
    }
  }

  /// A command on one of the values that the model says are there; without any it does not come.
  @inlinable
  public static func command<Target>(
    _ name: String, weight: Int = 1, on targets: @escaping @Sendable (_ model: Machine.Model) -> [Reference<Target>],
    _ command: @escaping @Sendable (_ target: Reference<Target>) -> Machine.Command
  ) -> Self {
    CommandKind(name, weight) { source, model, _ throws(Discard) in
      try source.pick(from: targets(model)).map(command)
    }.when { !targets($0).isEmpty }
  }

  /// A command with an argument on one of the values that the model says are there; without any it does not come.
  @inlinable
  public static func command<Target, Argument>(
    _ name: String, weight: Int = 1, on targets: @escaping @Sendable (_ model: Machine.Model) -> [Reference<Target>],
    with argument: Gen<Argument>,
    _ command: @escaping @Sendable (_ target: Reference<Target>, _ argument: Argument) -> Machine.Command
  ) -> Self {
    CommandKind(name, weight) { source, model, _ throws(Discard) in
      let target = try source.pick(from: targets(model))
      let argument = try source.draw(argument)
      return target.map { command($0, argument) }
    }.when { !targets($0).isEmpty }
  }

  /// A command drawn as you please; `nil` leaves it out. Draw the same choices whatever the model says, or shrinking will
  /// read them as others. It throws nothing but ``Discard``.
  public static func command(
    _ name: String, weight: Int = 1,
    drawn draw:
      @escaping @Sendable (
        _ source: inout ChoiceSource, _ model: Machine.Model, _ step: Int
      ) throws -> Machine.Command?
  ) -> Self {
    CommandKind(name, weight) { source, model, step throws(Discard) in
      do {
        return try draw(&source, model, step)
      } catch let discard as Discard {
        throw discard
      } catch {
        preconditionFailure("a command's generator threw \(error), which is no Discard")
      }
    }
  }

  /// A fault that is always the same.
  @inlinable
  public static func fault(_ name: String, weight: Int = 1, _ command: Machine.Command) -> Self {
    Self.command(name, weight: weight, command).asFault
  }

  /// Any fault of a generator.
  @inlinable
  public static func fault(_ name: String, weight: Int = 1, _ generator: Gen<Machine.Command>) -> Self {
    Self.command(name, weight: weight, generator).asFault
  }
}
