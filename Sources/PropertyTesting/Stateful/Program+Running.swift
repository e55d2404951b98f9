extension Program {
  /// Runs the commands on a new system and on the model, and compares. The system is stopped whatever happens.
  /// - Throws: What the machine throws, or that an answer is wrong, with the step's number and command; ``Discard`` as is.
  @inlinable
  public func run() async throws {
    var system = try await machine.start()
    do {
      try await run(on: &system)
    } catch {
      // The first error is the one to tell of.
      try? await machine.stop(system)
      throw error
    }
    try await machine.stop(system)
  }

  @inlinable
  func run(on system: inout Machine.System) async throws {
    var model = machine.initialModel
    for step in steps {
      do {
        let answer = try await machine.run(step.command, on: &system)
        try judge(answer, of: step.command, &model)
        try await machine.invariant(model, system)
      } catch {
        throw located(error, step)
      }
    }
    do {
      try await machine.conclusion(model, &system)
    } catch {
      throw located(error, nil)
    }
  }

  // Not inlined, as the optimiser of Swift 6.3 fails on a machine's `require(a || b)` in the midst of the loop above.
  @inlinable
  @inline(never)
  func judge(_ answer: Machine.Answer, of command: Machine.Command, _ model: inout Machine.Model) throws {
    try machine.postcondition(model, command, answer)
    let expected = machine.apply(command, to: &model)
    guard machine.matches(answer, expected) else { throw UnexpectedAnswer(answer, expected) }
  }

  @usableFromInline
  func located(_ error: any Error, _ step: Step?) -> any Error {
    error is Discard ? error : StepFailure(underlying: error, step: step.map { ($0.number, $0.command) })
  }
}

extension Program {
  /// Runs an example as ``run()`` does, but demands that all of it is run.
  @inlinable
  func runWhole() async throws {
    // Inlined, for the client's machine: what is compiled for any machine takes twice as long.
    if !refused.isEmpty { try refuse() }
    try await run()
  }

  @usableFromInline
  func refuse() throws {
    if let first = refused.first { throw located(SenselessCommand(reason: first.reason), first.step) }
  }
}

/// Thrown for an example with a command that makes no sense where it stands: it is the example that is wrong.
struct SenselessCommand: Error, CustomStringConvertible {
  let reason: String

  var description: String { "this example is no program of the machine: \(reason)" }
}

/// Thrown when the system answers otherwise than the model.
public struct UnexpectedAnswer: Error, CustomStringConvertible {
  /// The system's answer, in a form to read.
  public let actual: String
  /// The model's.
  public let expected: String

  @usableFromInline
  init(_ actual: Any, _ expected: Any) {
    self.actual = Rendering.text(actual)
    self.expected = Rendering.text(expected)
  }

  public var description: String { "expected \(expected), got \(actual)" }
}

/// An error with the step of the program where it happened, or its end.
struct StepFailure: LocatedError {
  let underlying: any Error
  let step: (number: Int, command: any Sendable)?

  var location: String {
    step.map { "step \($0.number), \(CommandText.of($0.command))" } ?? "after the last step"
  }
}
