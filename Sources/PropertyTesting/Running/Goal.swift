internal import Synchronization

/// What a body tells of how near a case comes to where bugs are: a queue's length, a delay, a share of what is full.
public final class Goal: Sendable {
  private let highest = Mutex<Double?>(nil)

  init() {}

  /// Wants more of `score`; of several scores of one case the highest counts, and one that is no number doesn't.
  public func maximise(_ score: Double) {
    guard !score.isNaN else { return }
    highest.withLock { $0 = max($0 ?? score, score) }
  }

  var score: Double? { highest.withLock { $0 } }
}

extension Property {
  /// A law whose cases are sought where `body` says that they come near: some of them by chance, and then changes of those
  /// of the highest score. Two workers are of no use for it.
  public init<Input: Sendable>(
    _ title: String, seeking generator: Gen<Input>, examples: [Input] = [],
    labels: (@Sendable (Input) -> [String])? = nil, coverage: [Coverage] = [],
    classifying: [Classification<Input>] = [], _ body: @escaping @Sendable (Input, Goal) async throws -> Void
  ) {
    self.init(
      number: nil, title, generator, examples,
      Classifier(labels: labels, coverage: coverage, classifying: classifying), .seeking(body))
  }

  /// The law `number`, "title", as above.
  public init<Input: Sendable>(
    _ number: Int, _ title: String, seeking generator: Gen<Input>, examples: [Input] = [],
    labels: (@Sendable (Input) -> [String])? = nil, coverage: [Coverage] = [],
    classifying: [Classification<Input>] = [], _ body: @escaping @Sendable (Input, Goal) async throws -> Void
  ) {
    self.init(
      number: number, title, generator, examples,
      Classifier(labels: labels, coverage: coverage, classifying: classifying), .seeking(body))
  }
}
