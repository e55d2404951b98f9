extension Gen {
  /// Programs of `steps` commands of `machine`. They are made against the model alone; a command that makes no sense where
  /// shrinking brought it is left out, with its choices made. Shrinks to fewer commands first, then to simpler ones.
  @inlinable
  public static func program<Machine: StateMachine>(
    of machine: Machine, steps: ClosedRange<Int> = CommandKindLimit.steps
  ) -> Gen where Value == Program<Machine> {
    program(of: machine, kinds: machine.commands, steps)
  }

  @inlinable
  static func program<Machine: StateMachine>(
    of machine: Machine, kinds: [CommandKind<Machine>], _ steps: ClosedRange<Int>
  ) -> Gen where Value == Program<Machine> {
    precondition(
      !kinds.isEmpty && kinds.count <= CommandKindLimit.kinds, "a machine has 1 to \(CommandKindLimit.kinds) kinds")
    let deck = CommandDeck(kinds)
    return Gen(label: .collection) { source throws(Discard) in
      var program = Program(machine)
      var model = machine.initialModel
      // The longer of two lengths: what takes several steps to come about comes about more often in long programs.
      let planned = max(source.plannedLength(steps), source.plannedLength(steps))
      var chances = CommandChances(deck.weights, faults: deck.faults, &source)
      program.reserve(planned)
      var made = 0
      while let item = try source.openItem(after: made, of: steps, planned: planned) {
        made += 1
        let refused = deck.refused(behind: program, model)
        chances.begin(without: refused)
        let kind = try source.kind(chances)
        let bit = CommandDeck<Machine>.bit(kind)
        let isAdmitted = refused & bit == 0
        let command = try deck.makers[kind].make(&source, model, made, isAdmitted)
        source.close(item)
        guard isAdmitted, let command, machine.allows(command, in: model) else { continue }
        _ = machine.apply(command, to: &model)
        program.append(command, number: made, kind: kind, isFault: deck.faults & bit != 0)
      }
      return program
    }
  }
}

extension Program {
  @inlinable
  mutating func reserve(_ count: Int) { made.reserveCapacity(count) }
}
