import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P15-credit-system-enforcement.md
  static let p15CreditSystemEnforcement = VerifiedProperty(
    number: 15, title: "Credit System Enforcement",
    core: {
      Property(15, "Credit System Enforcement", for: .creditHistory, labels: P15.labels, coverage: P15.coverage) {
        history in
        var book = CreditBook(history)
        for step in history.steps {
          try P15.live(step, &book)
          try book.audit()
        }
      }
    },
    store: { source in
      Property(15, "Credit System Enforcement", for: .creditHistory, labels: P15.labels, coverage: P15.coverage) {
        history in
        var bench = try await CreditBench(try await source.make(), history)
        for step in history.steps { try await bench.live(step) }
        try await bench.audit()
      }
    })
}

/// What happens to a company's credits.
struct CreditHistory: Equatable, Sendable {
  enum Step: Equatable, Sendable {
    /// So many people call at once; over a store each at another node.
    case arrive(Int)
    /// A call that runs ends, so many seconds after it was answered (`nil`: nobody did), told so often.
    case end(Int, after: Int?, told: Int)
    /// So many months pass.
    case months(Int)
    case plan(BillingPlan)
    case policy(LimitPolicy)
  }

  let policy: LimitPolicy
  /// What is left of the plan's seconds when it begins.
  let left: Int
  let steps: [Step]

  /// The plan with which it begins.
  static let plan = BillingPlan.trial
}

extension Gen where Value == CreditHistory {
  fileprivate static var creditHistory: Gen {
    gen { source in
      CreditHistory(
        policy: try source.draw(.element(of: LimitPolicy.allCases)), left: try source.draw(left),
        steps: try source.draw(.array(of: step, count: 1...16)))
    }
  }

  /// At the ends, and near the thresholds.
  private static var left: Gen<Int> {
    let limit = CreditHistory.plan.seconds
    return .oneOf([
      .element(of: [0, 1, 2, 59, 60, 61, limit - 1, limit]), .int(0...400), .int(limit / 5 - 70...limit / 5 + 70),
    ])
  }

  private static var step: Gen<CreditHistory.Step> {
    .weighted([
      (6, Gen<Int>.int(1...3).map(CreditHistory.Step.arrive)),
      (
        6,
        gen { source in
          .end(
            try source.draw(.int(0...5)), after: try source.draw(.optional(seconds)), told: try source.draw(.int(1...3))
          )
        }
      ),
      (1, Gen<Int>.int(1...3).map(CreditHistory.Step.months)),
      (1, Gen<BillingPlan>.element(of: BillingPlan.allCases).map(CreditHistory.Step.plan)),
      (1, Gen<LimitPolicy>.element(of: LimitPolicy.allCases).map(CreditHistory.Step.policy)),
    ])
  }

  private static var seconds: Gen<Int> {
    .oneOf([
      .int(0...130), .element(of: [0, 59, 60, 61, CreditLedger.grace, CreditLedger.grace + CreditLedger.reserve]),
      .int(0...14_000),
    ])
  }
}

private enum P15 {
  static let coverage = [
    Coverage("nothing left", atLeast: 1), Coverage("begins near the end", atLeast: 20),
    Coverage("at once", atLeast: 30),
    Coverage("a month passes", atLeast: 8), Coverage("another plan", atLeast: 6), Coverage("told again", atLeast: 30),
  ]

  static let labels: @Sendable (CreditHistory) -> [String] = { history in
    var labels: Set<String> = []
    if history.left == 0 { labels.insert("nothing left") }
    if history.left <= 400 { labels.insert("begins near the end") }
    for step in history.steps {
      switch step {
      case .arrive(let count): if count > 1 { labels.insert("at once") }
      case .end(_, _, let told): if told > 1 { labels.insert("told again") }
      case .months: labels.insert("a month passes")
      case .plan(let plan): if plan != CreditHistory.plan { labels.insert("another plan") }
      case .policy: break
      }
    }
    return labels.sorted()
  }

  /// On the account as a value.
  static func live(_ step: CreditHistory.Step, _ book: inout CreditBook) throws {
    switch step {
    case .arrive(let count): for _ in 1...count { try book.arrive() }
    case .end(let place, let seconds, _): try book.end(place, after: seconds ?? 0)
    case .months(let count): book.pass(months: count)
    case .plan(let plan): try book.choose(plan)
    case .policy(let policy): book.account.atLimit = policy
    }
  }
}
