extension CommandKind {
  /// Always the same command.
  @inlinable
  public static func command(_ name: String, weight: Int = 1, _ command: Machine.Command) -> Self {
    CommandKind(name, weight, .always(command)) { _, _, _, _ throws(Discard) in command }
  }

  /// Any command of a generator.
  @inlinable
  public static func command(_ name: String, weight: Int = 1, _ generator: Gen<Machine.Command>) -> Self {
    CommandKind(name, weight, .drawn { source throws(Discard) in try source.draw(generator) }) {
      source, _, _, _ throws(Discard) in try source.draw(generator)
    }
  }

  /// A command with an argument: `.command("pay", with: .int(1...9)) { .pay($0) }`.
  @inlinable
  public static func command<Argument>(
    _ name: String, weight: Int = 1, with argument: Gen<Argument>,
    _ command: @escaping @Sendable (_ argument: Argument) -> Machine.Command
  ) -> Self {
    Self.command(name, weight: weight, argument.map(command))
  }

  /// A command with two arguments: `.command("put", with: .element(of: keys), .int(1...9)) { .put($0, $1) }`.
  @inlinable
  public static func command<First, Second>(
    _ name: String, weight: Int = 1, with first: Gen<First>, _ second: Gen<Second>,
    _ command: @escaping @Sendable (_ first: First, _ second: Second) -> Machine.Command
  ) -> Self {
    Self.command(name, weight: weight, zip(first, second).map { command($0, $1) })
  }

  /// A command that makes a value for later ones to refer to.
  @inlinable
  public static func command<Made>(
    _ name: String, weight: Int = 1, making: Made.Type,
    _ command: @escaping @Sendable (_ made: Reference<Made>) -> Machine.Command
  ) -> Self {
    CommandKind(name, weight, .drawn { _ throws(Discard) in command(1) }) { _, _, step, _ throws(Discard) in
      command(Reference(step: step))
    }
  }

  /// A command with an argument that makes a value for later ones to refer to.
  @inlinable
  public static func command<Made, Argument>(
    _ name: String, weight: Int = 1, making: Made.Type, with argument: Gen<Argument>,
    _ command: @escaping @Sendable (_ made: Reference<Made>, _ argument: Argument) -> Machine.Command
  ) -> Self {
    let sample = CommandSample<Machine>.drawn { source throws(Discard) in command(1, try source.draw(argument)) }
    return CommandKind(name, weight, sample) { source, _, step, _ throws(Discard) in
      command(Reference(step: step), try source.draw(argument))
    }
  }

  /// A command on one of the values that the model says are there; without any it does not come.
  @inlinable
  public static func command<Target>(
    _ name: String, weight: Int = 1, on targets: @escaping @Sendable (_ model: Machine.Model) -> [Reference<Target>],
    _ command: @escaping @Sendable (_ target: Reference<Target>) -> Machine.Command
  ) -> Self {
    let sample = CommandSample<Machine>.drawn { _ throws(Discard) in command(1) }
    return CommandKind(name, weight, sample, targets: CommandTargets(targets)) {
      source, model, _, isAdmitted throws(Discard) in
      try source.pick(from: isAdmitted ? targets(model) : []).map(command)
    }
  }

  /// A command with an argument on one of the values that the model says are there; without any it does not come.
  @inlinable
  public static func command<Target, Argument>(
    _ name: String, weight: Int = 1, on targets: @escaping @Sendable (_ model: Machine.Model) -> [Reference<Target>],
    with argument: Gen<Argument>,
    _ command: @escaping @Sendable (_ target: Reference<Target>, _ argument: Argument) -> Machine.Command
  ) -> Self {
    let sample = CommandSample<Machine>.drawn { source throws(Discard) in command(1, try source.draw(argument)) }
    return CommandKind(name, weight, sample, targets: CommandTargets(targets)) {
      source, model, _, isAdmitted throws(Discard) in
      let target = try source.pick(from: isAdmitted ? targets(model) : [])
      let argument = try source.draw(argument)
      return target.map { command($0, argument) }
    }
  }

  /// A command drawn as you please; `nil` leaves it out. It throws nothing but ``Discard``.
  ///
  /// It is asked only where the kind's conditions hold. Draw the same choices whatever the model says, or shrinking will
  /// read them as others.
  public static func command(
    _ name: String, weight: Int = 1,
    drawn draw:
      @escaping @Sendable (
        _ source: inout ChoiceSource, _ model: Machine.Model, _ step: Int
      ) throws -> Machine.Command?
  ) -> Self {
    CommandKind(name, weight, .anything) { source, model, step, isAdmitted throws(Discard) in
      guard isAdmitted else { return nil }
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

  /// A fault with an argument: `.fault("clock leaps", with: .int(1...3_600)) { .leap(seconds: $0) }`.
  @inlinable
  public static func fault<Argument>(
    _ name: String, weight: Int = 1, with argument: Gen<Argument>,
    _ command: @escaping @Sendable (_ argument: Argument) -> Machine.Command
  ) -> Self {
    Self.command(name, weight: weight, with: argument, command).asFault
  }
}
