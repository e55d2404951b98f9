/// A failing case that was made smaller while the body ran elsewhere.
public struct SmallerCase: Sendable {
  /// The smallest value that was seen failing.
  public let value: any Sendable
  /// Makes exactly this case again.
  public let token: ReplayToken
  /// How often it was asked whether a case fails.
  public let evaluations: Int
  /// Whether the case as it was last seen failing failed no more when asked again.
  public let isFlaky: Bool

  /// The value in a form to read.
  public var text: String { Rendering.text(value) }
}

extension Property {
  /// Makes the case of `token` as small as it gets, for a body that can't run here as it ends its process or never ends itself:
  /// here values are only made. Whether one fails is asked by its token.
  /// - Parameters:
  ///   - evaluations: How often that is asked, at most.
  ///   - fails: Whether the case of a token fails in the same way; `nil` when there is no time to find out, which ends it.
  /// - Returns: `nil` when the token doesn't fit, and when its case doesn't fail.
  public func smaller(
    than token: ReplayToken, evaluations: Int, fails: @escaping @Sendable (ReplayToken) async -> Bool?
  ) async -> SmallerCase? {
    await reduce(token, evaluations, fails)
  }
}

extension Law {
  func smaller(
    than token: ReplayToken, _ evaluations: Int, _ fails: @escaping @Sendable (ReplayToken) async -> Bool?
  ) async -> SmallerCase? {
    guard token.property == name.tokenName else { return nil }
    let trial = Trial(self, heart: Heartbeat())
    switch token.subject {
    case .generated(let seed, let index):
      guard (try? trial.generate(seed: seed, index: index)) != nil else { return nil }
    case .exact(let ranks, let shape): guard trial.restore(ranks, shape: shape) != nil else { return nil }
    }
    let pursuit = DistantPursuit(trial, fails)
    var shrinker = Shrinker(pursuit, trial.recording, maximumEvaluations: evaluations)
    await shrinker.shrink()
    guard pursuit.hasFailed, trial.made(shrinker.best.ranks, fence: nil) != nil, let value = trial.input else {
      return nil
    }
    return SmallerCase(
      value: value, token: shrinker.best.token(name), evaluations: shrinker.evaluations,
      isFlaky: shrinker.isFlaky && !pursuit.isOver)
  }
}

/// One failure on its way to the smallest case, whose candidates are judged elsewhere.
private final class DistantPursuit<Input: Sendable>: ShrinkSubject {
  private let trial: Trial<Input>
  private let fails: @Sendable (ReplayToken) async -> Bool?
  private(set) var hasFailed = false
  private var isOutOfTime = false
  private var recording: Recording?

  init(_ trial: Trial<Input>, _ fails: @escaping @Sendable (ReplayToken) async -> Bool?) {
    self.trial = trial
    self.fails = fails
  }

  var isOver: Bool { isOutOfTime || Task.isCancelled }

  var work: Int { trial.work }

  func follow(_ ranks: [UInt64], fence: ChoiceSource.Fence?) -> Recording? {
    recording = isOver ? nil : trial.made(ranks, fence: fence)
    return recording
  }

  func follow(_ script: AlignedScript) -> Recording? {
    recording = isOver ? nil : trial.made(script)
    return recording
  }

  func failsAgain() async -> Bool {
    guard let recording, !isOver else { return false }
    guard let failsToo = await fails(recording.token(trial.law.name)) else {
      isOutOfTime = true
      return false
    }
    hasFailed = hasFailed || failsToo
    return failsToo
  }
}
