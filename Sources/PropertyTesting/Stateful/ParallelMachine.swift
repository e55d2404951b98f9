/// A machine whose rules must hold as well when several clients use the system at once: the same commands, the same model.
///
/// Most machines need but the word: `extension QueueMachine: ParallelMachine {}`. Each client gets a copy of the system to
/// `run` on, so it must be something that copies share: an actor, a class, a struct of those. What a struct keeps
/// besides (its ``Bindings``, a cache) is then the client's own.
public protocol ParallelMachine: StateMachine where Model: Hashable, System: Sendable, Answer: Sendable {
  /// A new system that lives in `world`: for code that waits at the world's things or takes its clock. By default what
  /// `start()` gives.
  func start(in world: SimulatedWorld) async throws -> System
}

extension ParallelMachine {
  public func start(in world: SimulatedWorld) async throws -> System { try await start() }
}

/// The bounds of a program that is run in parallel.
public enum ParallelLimit {
  /// Commands before the clients begin.
  public static let before = 0...4
  /// Clients.
  public static let clients = 2...3
  /// Commands of each of them.
  public static let commands = 1...4
}

/// Commands that one client performs, and then such as several perform at once. In whatever order the clients come, each
/// command makes sense where it stands.
public struct ParallelProgram<Machine: ParallelMachine>: Sendable {
  /// A command at its place.
  public typealias Step = Program<Machine>.Step

  /// What one client does before the others begin; only here are faults.
  public let before: Program<Machine>
  /// What each of the clients does, all of them at once.
  public let clients: [[Step]]
  /// A bit for each kind that occurs.
  let kinds: UInt64

  /// The machine whose commands these are.
  public var machine: Machine { before.machine }
}

extension ParallelProgram: ReportRenderable {
  /// The commands as Swift source; numbers as the references in them count.
  public var reportText: String {
    let lines = clients.map { steps in
      let commands = steps.map { CommandText.of($0.command) }.joined(separator: ", ")
      return "  [\(commands)],  // " + steps.map { "\($0.number)" }.joined(separator: ", ")
    }
    let first = before.length == 0 ? [] : ["before: " + before.reportText]
    return (first + ["at once: ["] + lines + ["]"]).joined(separator: "\n")
  }
}

extension Property {
  /// The law "title": whatever programs of `machine` several clients run at once, under whatever schedule, there is an
  /// order of their commands, one after another, in which the model gives the system's answers; a command that ended
  /// before another began comes first in it. Conditions after steps (`invariant`, `conclusion`) are asked before the
  /// clients begin only, as nobody knows the model's state afterwards.
  /// - Parameters:
  ///   - labels: What kind of case a program is, besides the kinds of its commands.
  ///   - coverage: Shares of labels; the name of a command's kind is one.
  ///   - limits: How far one run may go.
  public init<Machine: ParallelMachine>(
    _ title: String, parallel machine: Machine, limits: SimulationLimits = SimulationLimits(),
    labels: @escaping @Sendable (ParallelProgram<Machine>) -> [String] = { _ in [] }, coverage: [Coverage] = []
  ) {
    let named = CommandLabels(machine.commands)
    self.init(
      title, simulating: .parallelProgram(of: machine), limits: limits,
      labels: { named.of($0, and: labels($0)) }, coverage: coverage
    ) { world, program in try await program.run(in: world) }
  }

  /// The law `number`, "title", as above.
  public init<Machine: ParallelMachine>(
    _ number: Int, _ title: String, parallel machine: Machine, limits: SimulationLimits = SimulationLimits(),
    labels: @escaping @Sendable (ParallelProgram<Machine>) -> [String] = { _ in [] }, coverage: [Coverage] = []
  ) {
    let named = CommandLabels(machine.commands)
    self.init(
      number, title, simulating: .parallelProgram(of: machine), limits: limits,
      labels: { named.of($0, and: labels($0)) }, coverage: coverage
    ) { world, program in try await program.run(in: world) }
  }
}

extension CommandLabels {
  fileprivate func of<Machine>(_ program: ParallelProgram<Machine>, and others: [String]) -> [String] {
    labels(
      program.kinds, faults: program.before.faults, most: program.machine.maximumFaults, and: others)
  }
}
