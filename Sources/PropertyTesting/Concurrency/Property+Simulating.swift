extension Property {
  /// The law "title": `body` holds for every value of `generator` under every schedule. Input and schedule shrink
  /// together, to the fewest switches between tasks.
  /// - Parameters:
  ///   - labels: What kind of case an input is; counted in the report.
  ///   - coverage: Shares of labels without which the law does not count as held.
  ///   - limits: How far one run may go.
  public init<Input: Sendable>(
    _ title: String, simulating generator: Gen<Input>, limits: SimulationLimits = SimulationLimits(),
    labels: @escaping @Sendable (Input) -> [String] = { _ in [] }, coverage: [Coverage] = [],
    _ body: @escaping @Sendable (SimulatedWorld, Input) async throws -> Void
  ) {
    self.init(title, for: .scheduled(generator), labels: { labels($0.input) }, coverage: coverage) { scheduled in
      try await simulate(scheduled.schedule, limits: limits) { world in try await body(world, scheduled.input) }
    }
  }

  /// The law `number`, "title", as above.
  public init<Input: Sendable>(
    _ number: Int, _ title: String, simulating generator: Gen<Input>, limits: SimulationLimits = SimulationLimits(),
    labels: @escaping @Sendable (Input) -> [String] = { _ in [] }, coverage: [Coverage] = [],
    _ body: @escaping @Sendable (SimulatedWorld, Input) async throws -> Void
  ) {
    self.init(number, title, for: .scheduled(generator), labels: { labels($0.input) }, coverage: coverage) {
      scheduled in
      try await simulate(scheduled.schedule, limits: limits) { world in try await body(world, scheduled.input) }
    }
  }
}
