/// A machine's kinds as the rules for commands that were written by hand, which do not say of which kind they are.
struct CommandTable<Machine: StateMachine> {
  private let kinds: [CommandKind<Machine>]
  /// Of each kind what it makes; `nil` when anything.
  private let marks: [Mark?]

  private enum Mark {
    case text(String)
    case cases(Set<String>)
  }

  /// Values drawn of each generator to learn which commands it makes.
  private static var draws: UInt64 { 64 }

  init(_ kinds: [CommandKind<Machine>]) {
    self.kinds = kinds
    marks = kinds.map { kind in
      switch kind.sample {
      case .always(let command): .text(CommandText.of(command))
      case .drawn(let draw): Self.cases(draw)
      case .anything: nil
      }
    }
  }

  private static func cases(
    _ draw: @Sendable (_ source: inout ChoiceSource) throws(Discard) -> Machine.Command
  ) -> Mark? {
    var cases: Set<String> = []
    var source = ChoiceSource()
    for seed in 0..<draws {
      source.generate(Xoshiro256(seed: seed), size: ChoiceSource.fullSize)
      if let command = try? draw(&source) { cases.insert(CommandCase.name(command)) }
    }
    return cases.isEmpty ? nil : .cases(cases)
  }

  /// What a command is at its place.
  enum Verdict {
    /// It makes sense, as one of this kind; of none when no kind makes such commands.
    case admitted(kind: Int?)
    /// It makes none, for this reason.
    case refused(String)
  }

  func verdict(_ command: Machine.Command, in model: Machine.Model, of program: Program<Machine>) -> Verdict {
    // A kind of which nothing is known could make it, too, but others make it for certain.
    let candidates = kinds.indices.filter { makes($0, command) == true } + kinds.indices.filter { marks[$0] == nil }
    let reasons = candidates.map { refusal(of: command, as: kinds[$0], model, program) }
    let admitting = zip(candidates, reasons).first { $0.1 == nil }?.0
    if admitting == nil, let reason = reasons.first, let reason { return .refused(reason) }
    // What its kind lets pass may be forbidden with these arguments.
    return program.machine.allows(command, in: model)
      ? .admitted(kind: admitting) : .refused("the machine does not allow it")
  }

  private func makes(_ kind: Int, _ command: Machine.Command) -> Bool? {
    switch marks[kind] {
    case nil: nil
    case .text(let text): text == CommandText.of(command)
    case .cases(let cases): cases.contains(CommandCase.name(command))
    }
  }

  private func refusal(
    of command: Machine.Command, as kind: CommandKind<Machine>, _ model: Machine.Model, _ program: Program<Machine>
  ) -> String? {
    if kind.isFault, program.faults >= program.machine.maximumFaults {
      return "the program has its \(program.machine.maximumFaults) faults already"
    }
    if let isEnabled = kind.isEnabled, !isEnabled(model) { return "the condition of \"\(kind.name)\" does not hold" }
    guard let targets = kind.targets, !targets.include(command, model) else { return nil }
    return "what \"\(kind.name)\" acts on is not there"
  }
}
