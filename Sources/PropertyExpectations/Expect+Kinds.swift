public import PropertyTesting
public import Testing

/// Checks in one sentence that whatever program of `machine` runs, the system answers as the model does.
///
/// As ``expect(_:_:sourceLocation:)``; `examples` are programs to try first.
@discardableResult
public func expect<Machine: StateMachine>(
  _ title: String, machine: Machine, steps: ClosedRange<Int> = CommandKindLimit.steps,
  examples: [[Machine.Command]] = [], coverage: [Coverage] = [], settings: RunSettings? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) async -> Report {
  let property = Property(title, machine: machine, steps: steps, examples: examples, coverage: coverage)
  return await expect(property, settings, sourceLocation: sourceLocation)
}

/// Checks in one sentence that programs of `machine` which several clients run at once are answered as if they ran one
/// after another.
///
/// As ``expect(_:_:sourceLocation:)``.
@discardableResult
public func expect<Machine: ParallelMachine>(
  _ title: String, parallel machine: Machine, limits: SimulationLimits = SimulationLimits(), coverage: [Coverage] = [],
  settings: RunSettings? = nil, sourceLocation: SourceLocation = #_sourceLocation
) async -> Report {
  let property = Property(title, parallel: machine, limits: limits, coverage: coverage)
  return await expect(property, settings, sourceLocation: sourceLocation)
}

/// Checks in one sentence that `body` holds for every value of `generator` under every schedule.
///
/// As ``expect(_:_:sourceLocation:)``; besides, an `#expect` in `body` that fails makes the case fail, too.
@discardableResult
public func expect<Input: Sendable>(
  _ title: String, simulating generator: Gen<Input>, limits: SimulationLimits = SimulationLimits(),
  labels: @escaping @Sendable (Input) -> [String] = { _ in [] }, coverage: [Coverage] = [],
  settings: RunSettings? = nil, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: @escaping @Sendable (SimulatedWorld, Input) async throws -> Void
) async -> Report {
  let property = Property(title, simulating: generator, limits: limits, labels: labels, coverage: coverage) {
    world, input in
    try await CaseIssues.collect { try await body(world, input) }
  }
  return await expect(property, settings, sourceLocation: sourceLocation)
}
