/// One law: for any value of a generator, the body holds (returns without throwing).
///
/// A property is a value, so that tests and commands run the same one. Labels depend on the drawn value only; a body may
/// throw ``Discard`` for a case that is none.
public struct Property: Sendable {
  /// The number of the law's page, if it has one.
  public let number: Int?
  /// The law in words.
  public let title: String

  let run: @Sendable (RunSettings) async -> Report
  /// Makes the case of a token smaller while its body runs elsewhere; see ``smaller(than:evaluations:fails:)``.
  let reduce: @Sendable (ReplayToken, Int, @escaping @Sendable (ReplayToken) async -> Bool?) async -> SmallerCase?

  /// The law `number`, "title": `body` holds for every value of `generator`, and for `examples`, which are tried first.
  /// - Parameters:
  ///   - labels: What kind of case a value is; counted in the report.
  ///   - coverage: Shares of labels without which the law does not count as held.
  ///   - classifying: Labels and demands in one list, each with the condition that it stands for.
  public init<Input: Sendable>(
    _ number: Int, _ title: String, for generator: Gen<Input>, examples: [Input] = [],
    labels: (@Sendable (Input) -> [String])? = nil, coverage: [Coverage] = [],
    classifying: [Classification<Input>] = [], _ body: @escaping @Sendable (Input) throws -> Void
  ) {
    self.init(
      number: number, title, generator, examples,
      Classifier(labels: labels, coverage: coverage, classifying: classifying), .now(body))
  }

  /// The same with a body that waits for something.
  public init<Input: Sendable>(
    _ number: Int, _ title: String, for generator: Gen<Input>, examples: [Input] = [],
    labels: (@Sendable (Input) -> [String])? = nil, coverage: [Coverage] = [],
    classifying: [Classification<Input>] = [], _ body: @escaping @Sendable (Input) async throws -> Void
  ) {
    self.init(
      number: number, title, generator, examples,
      Classifier(labels: labels, coverage: coverage, classifying: classifying), .later(body))
  }

  /// A law without a page of its own: `body` holds for every value of `generator`, and for `examples`.
  public init<Input: Sendable>(
    _ title: String, for generator: Gen<Input>, examples: [Input] = [],
    labels: (@Sendable (Input) -> [String])? = nil, coverage: [Coverage] = [],
    classifying: [Classification<Input>] = [], _ body: @escaping @Sendable (Input) throws -> Void
  ) {
    self.init(
      number: nil, title, generator, examples, Classifier(labels: labels, coverage: coverage, classifying: classifying),
      .now(body))
  }

  /// The same with a body that waits for something.
  public init<Input: Sendable>(
    _ title: String, for generator: Gen<Input>, examples: [Input] = [],
    labels: (@Sendable (Input) -> [String])? = nil, coverage: [Coverage] = [],
    classifying: [Classification<Input>] = [], _ body: @escaping @Sendable (Input) async throws -> Void
  ) {
    self.init(
      number: nil, title, generator, examples, Classifier(labels: labels, coverage: coverage, classifying: classifying),
      .later(body))
  }

  init<Input: Sendable>(
    number: Int?, _ title: String, _ generator: Gen<Input>, _ examples: [Input],
    _ classifier: Classifier<Input>,
    _ body: Law<Input>.Body
  ) {
    self.number = number
    self.title = title
    let law = Law(
      name: PropertyName(number: number, title: title), generator: generator, examples: examples,
      classifier: classifier, body: body)
    run = { settings in await SupervisedRun(law: law, settings: settings).report() }
    reduce = { token, evaluations, fails in await law.smaller(than: token, evaluations, fails) }
  }
}

/// A property with the type of its input.
struct Law<Input: Sendable>: Sendable {
  /// What must hold. One that doesn't wait is called without the cost of being able to.
  enum Body: Sendable {
    case now(@Sendable (Input) throws -> Void)
    case later(@Sendable (Input) async throws -> Void)
    /// One that says how near a case came.
    case seeking(@Sendable (Input, Goal) async throws -> Void)

    func callAsFunction(_ input: Input) async throws {
      switch self {
      case .now(let body): try body(input)
      case .later(let body): try await body(input)
      case .seeking(let body): try await body(input, Goal())
      }
    }
  }

  let name: PropertyName
  let generator: Gen<Input>
  let examples: [Input]
  let classifier: Classifier<Input>
  let body: Body
}
