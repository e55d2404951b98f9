/// What the shrinker asks of a property.
protocol ShrinkSubject: AnyObject {
  /// Makes a value by following `ranks`; `nil` when that was discarded.
  func follow(_ ranks: [UInt64], fence: ChoiceSource.Fence?) -> Recording?
  /// Makes a value by following `script` part by part; `nil` when that was discarded.
  func follow(_ script: AlignedScript) -> Recording?
  /// Whether the value made last fails for the reason that is being shrunk.
  func failsAgain() async -> Bool
}

/// One property, one case at a time: makes a value and runs the body on it.
final class Trial<Input: Sendable> {
  enum Verdict {
    case held
    case discarded(Discard)
    case failed(Failure)
  }

  let law: Law<Input>
  let heart: Heartbeat
  private let nameHash: UInt64
  private var source = ChoiceSource()
  private(set) var input: Input?

  init(_ law: Law<Input>, heart: Heartbeat) {
    self.law = law
    self.heart = heart
    nameHash = StableHash.of(law.name.title)
  }

  /// Makes the value of case `index`.
  /// - Throws: ``Discard`` when the generator discarded it.
  func generate(seed: UInt64, index: Int) throws(Discard) -> Input {
    source.generate(Xoshiro256(run: seed, property: nameHash, case: index), size: CaseSize.of(index))
    let made = try law.generator.drawn(from: &source)
    input = made
    return made
  }

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
    } catch let discard as Discard {
      return .discarded(discard)
    } catch {
      return .failed(Failure(error))
    }
  }

  /// Works through blocks of `scan` until there are no more.
  func work(on scan: Scan<Input>, _ board: RunBoard) async {
    while var block = scan.claim() {
      for index in block.indices {
        heart.begin(.drawing, index)
        let input: Input
        do {
          input = try generate(seed: scan.seed, index: index)
        } catch {
          block.tally.count(error)
          continue
        }
        block.tally.count(choices: source.choices.count)
        heart.begin(.judging, index)
        let verdict = await judge(input)
        // What a case does that was cancelled says nothing about the law.
        if board.isStopped { break }
        switch verdict {
        case .held: law.classifier.count(input, in: &block.tally)
        case .discarded(let discard): block.tally.count(discard)
        case .failed(let failure):
          block.tally.cases += 1
          if !scan.known.contains(failure.origin) {
            block.found = Scan.Found(index: index, input: input, failure: failure)
          }
        }
        if block.found != nil { break }
      }
      heart.rest()
      scan.finish(block)
    }
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
