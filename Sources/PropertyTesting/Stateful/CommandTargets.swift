/// The values that commands of one kind act on, as the model has them.
@usableFromInline
struct CommandTargets<Machine: StateMachine>: Sendable {
  /// Whether there is any.
  @usableFromInline let exist: @Sendable (Machine.Model) -> Bool
  /// Whether a command written by hand acts on one of them.
  let include: @Sendable (Machine.Command, Machine.Model) -> Bool

  @usableFromInline
  init<Target>(_ targets: @escaping @Sendable (Machine.Model) -> [Reference<Target>]) {
    exist = { !targets($0).isEmpty }
    include = { command, model in
      let named = CommandCase.references(of: command).compactMap { $0 as? Reference<Target> }
      // A command that hides what it acts on says nothing.
      return named.isEmpty || targets(model).contains { named.contains($0) }
    }
  }
}
