/// The values that commands of one kind act on, as the model has them.
@usableFromInline
struct CommandTargets<Machine: StateMachine>: Sendable {
  /// Whether there is any.
  @usableFromInline let exist: @Sendable (Machine.Model) -> Bool
  /// Whether a command written by hand acts on one of them.
  @usableFromInline let include: @Sendable (Machine.Command, Machine.Model) -> Bool

  // Inlined, for the client's machine: `exist` is asked at each step of each case.
  @inlinable
  init<Target>(_ targets: @escaping @Sendable (Machine.Model) -> [Reference<Target>]) {
    exist = { !targets($0).isEmpty }
    include = { Self.includes($0, among: targets($1)) }
  }

  @usableFromInline
  static func includes<Target>(_ command: Machine.Command, among targets: [Reference<Target>]) -> Bool {
    let named = CommandCase.references(of: command).compactMap { $0 as? Reference<Target> }
    // A command that hides what it acts on says nothing.
    return named.isEmpty || targets.contains { named.contains($0) }
  }
}
