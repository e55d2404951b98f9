/// What the shrinker asks of a property.
protocol ShrinkSubject: AnyObject {
  /// Makes a value by following `ranks`; `nil` when that was discarded.
  func follow(_ ranks: [UInt64], fence: ChoiceSource.Fence?) -> Recording?
  /// Makes a value by following `script` part by part; `nil` when that was discarded.
  func follow(_ script: AlignedScript) -> Recording?
  /// Whether the value made last fails for the reason that is being shrunk.
  func failsAgain() async -> Bool
  /// What making values has cost so far, about one for each choice.
  var work: Int { get }
}

/// What came of one case.
enum Verdict {
  case held
  case discarded(Discard)
  case failed(Failure)

  init(_ error: any Error) { self = (error as? Discard).map(Verdict.discarded) ?? .failed(Failure(error)) }
}

/// One property, one case at a time: makes a value and runs the body on it.
final class Trial<Input: Sendable> {
  let law: Law<Input>
  let heart: Heartbeat
  private let nameHash: UInt64
  // Of the law, at hand: the loop over cases looks nothing up.
  private let draw: @Sendable (_ source: inout ChoiceSource) throws(Discard) -> Input
  private let label: Label
  private let isLabelled: Bool
  private var source = ChoiceSource()
  private(set) var input: Input?

  init(_ law: Law<Input>, heart: Heartbeat) {
    self.law = law
    self.heart = heart
    nameHash = StableHash.of(law.name.title)
    draw = law.generator.run
    label = law.generator.label
    isLabelled = law.classifier.isLabelled
  }

  /// Makes the value of case `index`.
  /// - Throws: ``Discard`` when the generator discarded it.
  func generate(seed: UInt64, index: Int) throws(Discard) -> Input {
    let made = try drawn(seed: seed, index: index)
    input = made
    return made
  }

  private func drawn(seed: UInt64, index: Int) throws(Discard) -> Input {
    source.generate(Xoshiro256(run: seed, property: nameHash, case: index), size: CaseSize.of(index))
    return try source.drawWhole(label, draw)
  }

  /// Makes the value of a case again.
  func remade(_ found: Scan<Input>.Found, seed: UInt64) -> Input? {
    guard let ranks = found.ranks else { return try? generate(seed: seed, index: found.index) }
    return made(ranks, fence: nil) == nil ? nil : input
  }

  var work: Int { source.work }

  var recording: Recording { Recording(choices: source.choices.array, spans: source.spans.array) }

  func made(_ ranks: [UInt64], fence: ChoiceSource.Fence?) -> Recording? {
    source.follow(ranks, .following, fence: fence)
    input = try? law.generator.drawn(from: &source)
    return input == nil ? nil : recording
  }

  func made(_ script: AlignedScript) -> Recording? {
    source.follow(script)
    input = try? law.generator.drawn(from: &source)
    return input == nil ? nil : recording
  }

  /// Makes exactly the recorded value, or says that it does not fit.
  func restore(_ ranks: [UInt64], shape: UInt64) -> Input? {
    source.follow(ranks, .exact)
    input = try? law.generator.drawn(from: &source)
    return source.fitted && recording.shape == shape ? input : nil
  }

  func judge(_ input: Input) async -> Verdict {
    do {
      try await law.body(input)
      return .held
    } catch {
      return Verdict(error)
    }
  }

  /// The same with how near the case came, if the law says so.
  func judge(scoring input: Input) async -> (verdict: Verdict, score: Double?) {
    guard case .seeking(let body) = law.body else { return (await judge(input), nil) }
    let goal = Goal()
    do {
      try await body(input, goal)
      return (.held, goal.score)
    } catch {
      return (Verdict(error), goal.score)
    }
  }

  /// Works through blocks of `scan` until there are no more.
  func work(on scan: Scan<Input>, _ board: RunBoard) async {
    while var block = scan.claim() {
      switch law.body {
      case .now(let body): workNow(&block, scan, board, body)
      case .later(let body): await work(&block, scan, board, body)
      case .seeking(let body): await work(&block, scan, board) { try await body($0, Goal()) }
      }
      heart.rest()
      if board.isWatched { board.count(law.classifier.labelCounts(block.tally), of: block.tally.labelled) }
      scan.finish(block)
    }
  }

  /// The cases of a body that doesn't wait: the loop that speed is measured by.
  private func workNow(
    _ block: inout Scan<Input>.Block, _ scan: Scan<Input>, _ board: RunBoard, _ body: (Input) throws -> Void
  ) {
    for index in block.indices {
      heart.begin(.drawing, index)
      let input: Input
      do {
        input = try drawn(seed: scan.seed, index: index)
      } catch {
        block.tally.count(error)
        continue
      }
      block.tally.count(choices: source.choices.count)
      heart.begin(.judging, index)
      var verdict = Verdict.held
      do { try body(input) } catch { verdict = Verdict(error) }
      // What a case does that was cancelled says nothing about the law.
      if board.isStopped || take(verdict, of: input, index, into: &block, scan) { return }
    }
  }

  private func work(
    _ block: inout Scan<Input>.Block, _ scan: Scan<Input>, _ board: RunBoard, _ body: (Input) async throws -> Void
  ) async {
    for index in block.indices {
      heart.begin(.drawing, index)
      let input: Input
      do {
        input = try drawn(seed: scan.seed, index: index)
      } catch {
        block.tally.count(error)
        continue
      }
      block.tally.count(choices: source.choices.count)
      heart.begin(.judging, index)
      var verdict = Verdict.held
      do { try await body(input) } catch { verdict = Verdict(error) }
      if board.isStopped || take(verdict, of: input, index, into: &block, scan) { return }
    }
  }

  /// Counts a verdict; whether it is the failure that the scan looks for.
  @inline(__always)
  private func take(
    _ verdict: Verdict, of input: Input, _ index: Int, into block: inout Scan<Input>.Block, _ scan: Scan<Input>
  ) -> Bool {
    switch verdict {
    case .held:
      block.tally.countHeld()
      if isLabelled { law.classifier.label(input, in: &block.tally) }
    case .discarded(let discard): block.tally.count(discard)
    case .failed(let failure):
      block.tally.cases += 1
      if !scan.known.contains(failure.origin) {
        block.found = Scan.Found(index: index, input: input, failure: failure)
        return true
      }
    }
    return false
  }
}

/// How large cases may grow, by their index alone, so that each replays without the others.
enum CaseSize {
  private static let quickCases = 10

  /// The first ten rise to the full size, for runs of a few cases; then cases grow over 48, stay large for 52, and
  /// begin again.
  static func of(_ index: Int) -> Int {
    let size = index < quickCases ? (index + 1) * ChoiceSource.fullSize / quickCases : 5 + 2 * (index % 100)
    return min(ChoiceSource.fullSize, size)
  }
}

extension Gen {
  fileprivate func drawn(from source: inout ChoiceSource) throws(Discard) -> Value { try source.draw(self) }
}
