extension Property {
  /// The law `number`, "title": whatever program of `machine` runs, the system answers as the model does.
  /// - Parameters:
  ///   - steps: How many commands a program has; a range of one number fixes it.
  ///   - examples: Programs to try first. One with a command that makes no sense where it stands fails, and says why.
  ///   - labels: What kind of case a program is, besides the kinds of its commands and its weather.
  ///   - coverage: Shares of labels; the name of a command's kind is one.
  @inlinable
  public init<Machine: StateMachine>(
    _ number: Int, _ title: String, machine: Machine, steps: ClosedRange<Int> = CommandKindLimit.steps,
    examples: [[Machine.Command]] = [], labels: @escaping @Sendable (Program<Machine>) -> [String] = { _ in [] },
    coverage: [Coverage] = []
  ) {
    let kinds = machine.commands
    let named = CommandLabels(kinds)
    self.init(
      number, title, for: .program(of: machine, kinds: kinds, steps),
      examples: examples.map { Program($0, of: machine, kinds: kinds) }, labels: { named.of($0, and: labels($0)) },
      coverage: coverage
    ) { program in try await program.runWhole() }
  }

  /// A law without a page of its own: whatever program of `machine` runs, the system answers as the model does.
  @inlinable
  public init<Machine: StateMachine>(
    _ title: String, machine: Machine, steps: ClosedRange<Int> = CommandKindLimit.steps,
    examples: [[Machine.Command]] = [], labels: @escaping @Sendable (Program<Machine>) -> [String] = { _ in [] },
    coverage: [Coverage] = []
  ) {
    let kinds = machine.commands
    let named = CommandLabels(kinds)
    self.init(
      title, for: .program(of: machine, kinds: kinds, steps),
      examples: examples.map { Program($0, of: machine, kinds: kinds) },
      labels: { named.of($0, and: labels($0)) }, coverage: coverage
    ) { program in try await program.runWhole() }
  }
}

/// Labels that programs of machines with faults have besides the kinds of their commands.
public enum Weather {
  /// No fault.
  public static let calm = "calm"
  /// Some faults, below the machine's bound.
  public static let faulty = "faulty"
  /// As many faults as there may be.
  public static let stormy = "stormy"
}
