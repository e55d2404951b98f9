extension ParallelProgram {
  /// Runs the commands on a new system in `world` and demands an order of them that agrees with the model. The system is
  /// stopped whatever happens.
  /// - Throws: What the machine throws, that an answer is wrong, or ``NoSequentialOrder``; ``Discard`` as is.
  public func run(in world: SimulatedWorld) async throws {
    let system = try await machine.start(in: world)
    do {
      try await run(on: system, in: world)
    } catch {
      // The first error is the one to tell of.
      try? await machine.stop(system)
      throw error
    }
    try await machine.stop(system)
  }

  private func run(on fresh: Machine.System, in world: SimulatedWorld) async throws {
    var system = fresh
    let model = try await runBefore(on: &system)
    let history = CallHistory<Machine.Command, Machine.Answer>()
    let shared = system
    let tasks = clients.enumerated().map { number, steps in
      let client = "client \(number)"
      return world.spawn(client) { try await perform(steps, as: client, on: shared, in: world, history) }
    }
    for task in tasks { try await task.value }
    try requireOrder(of: history, from: model)
  }

  /// - Returns: The model's state when the clients begin.
  private func runBefore(on system: inout Machine.System) async throws -> Machine.Model {
    var model = machine.initialModel
    for step in before.steps {
      do {
        let answer = try await machine.run(step.command, on: &system)
        try before.judge(answer, of: step.command, &model)
        try await machine.invariant(model, system)
      } catch {
        throw before.located(error, step)
      }
    }
    return model
  }

  private func perform(
    _ steps: [Step], as client: String, on shared: Machine.System, in world: SimulatedWorld,
    _ history: CallHistory<Machine.Command, Machine.Answer>
  ) async throws {
    var system = shared
    for step in steps {
      await world.pause(at: "begin")
      let call = history.begin(client, step.command)
      do {
        history.end(call, try await machine.run(step.command, on: &system))
      } catch {
        throw before.located(error, step)
      }
    }
  }

  private func requireOrder(
    of history: CallHistory<Machine.Command, Machine.Answer>, from initial: Machine.Model
  ) throws {
    let machine = machine
    var search = Linearization<Machine.Model, Machine.Command, Machine.Answer>(history.calls) {
      model, command, answer in
      let before = model
      let expected = machine.apply(command, to: &model)
      guard let answer else { return true }
      return machine.matches(answer, expected) && (try? machine.postcondition(before, command, answer)) != nil
    }
    if let problem = search.problem(from: initial) { throw NoSequentialOrder(description: problem) }
  }
}

/// Thrown when what several clients were told can't have been told to one after the other.
public struct NoSequentialOrder: Error, CustomStringConvertible {
  /// What was tried, and the calls as a time line.
  public let description: String
}
