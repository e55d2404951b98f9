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
final class Trial<Input: Sendable>: ShrinkSubject {
  enum Verdict {
    case held
    case discarded(Discard)
    case failed(Failure)
  }

  private let law: Law<Input>
  private let nameHash: UInt64
  private var source = ChoiceSource()
  private(set) var input: Input?
  private(set) var failure: Failure?

  init(_ law: Law<Input>) {
    self.law = law
    nameHash = StableHash.of(law.name.title)
  }

  /// Makes the value of case `index`.
  /// - Throws: ``Discard`` when the generator discarded it.
  func generate(seed: UInt64, index: Int) throws(Discard) -> Input {
    source.generate(Xoshiro256(run: seed, property: nameHash, case: index), size: Self.size(of: index))
    let made = try law.generator.drawn(from: &source)
    input = made
    return made
  }

  /// Cases grow over 48 cases, stay large for 52, and begin again; it depends on the index alone, so that each replays.
  private static func size(of index: Int) -> Int { min(ChoiceSource.fullSize, 5 + 2 * (index % 100)) }

  var recording: Recording { Recording(choices: source.choices.array, spans: source.spans.array) }

  func follow(_ ranks: [UInt64], fence: ChoiceSource.Fence?) -> Recording? {
    source.follow(ranks, .following, fence: fence)
    input = try? law.generator.drawn(from: &source)
    return input == nil ? nil : recording
  }

  func follow(_ script: AlignedScript) -> Recording? {
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

  /// The failure that is being shrunk; others do not count.
  func pursue(_ failure: Failure) { self.failure = failure }

  func failsAgain() async -> Bool {
    guard let input, case .failed(let found) = await judge(input), found.origin == failure?.origin else { return false }
    failure = found
    return true
  }
}

extension Gen {
  fileprivate func drawn(from source: inout ChoiceSource) throws(Discard) -> Value { try source.draw(self) }
}
