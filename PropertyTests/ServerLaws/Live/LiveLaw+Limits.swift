import DocumentedAPI
import FoundationEssentials
import PropertyTesting

extension LiveLaw {
  /// Property 42: nobody is let through more often than the deployment says, nobody is refused who is under it, who waits as
  /// told passes, and others go on. One key of a throw-away tenant asks; that is all that is used up.
  static let limits = LiveLaw(number: 42, title: "Rate limits", cases: 1) { stage in
    let tenant = try await stage.tenants.make()
    let trial = LimitTrial(stage: stage, tenant: tenant, neighbour: try await stage.tenants.key(of: tenant))
    return (
      Property(42, "Rate limits", for: .element(of: LimitTrial.Way.allCases)) { input in
        try await stage.judging { try await trial.run(input) }
      },
      LimitTrial.Way.allCases.count
    )
  }
}

/// One key that asks as fast as it can until it is refused.
struct LimitTrial: Sendable {
  enum Way: String, CaseIterable, Sendable { case reads, writes }

  /// A limit that lies beyond isn't looked for: it would be felt.
  private static let mostRequests = 200

  let stage: LiveStage
  let tenant: LiveTenant
  /// Another key of the tenant, with an allowance of its own.
  let neighbour: String

  func run(_ way: Way) async throws {
    let key = try await stage.tenants.key(of: tenant)
    let began = ContinuousClock.now
    let first = try await ask(way, key)
    try requireEqual(first.status, 200, "the first request of a key passes")
    guard let limit = first.limit else {
      return stage.tally.note("the deployment states no limit of \(way.rawValue): none was looked for")
    }
    var passed = 1
    while passed < Self.mostRequests {
      let answer = try await ask(way, key)
      if answer.status == 429 {
        let span = (ContinuousClock.now - began) / .seconds(1)
        let most = limit.left + 1 + Int((limit.rate * span).rounded(.up)) + 1
        try require(passed > limit.left, "refused after \(passed), though \(limit.left + 1) were free at once")
        try require(passed <= most, "\(passed) passed in \(span) s, and \(most) may")
        return try await wait(way, key, after: answer)
      }
      try requireEqual(answer.status, 200, "who is under the limit passes")
      passed += 1
      stage.tally.add(1, "requests under a limit")
    }
    stage.tally.note("\(Self.mostRequests) \(way.rawValue) passed, and more weren't tried: the limit lies beyond")
  }

  private func wait(_ way: Way, _ key: String, after refusal: Prober.Answer) async throws {
    stage.tally.add(1, "refusals")
    try requireEqual(refusal.header("Content-Type"), "application/problem+json", "a refusal is a problem document")
    let wait = try requireSome(refusal.retryAfter, "a refusal says when to try again")
    try require(wait > .zero && wait <= .seconds(90), "the wait is one that somebody waits for: \(wait)")
    let other = try await ask(way, neighbour)
    try requireEqual(other.status, 200, "another key goes on")
    try await Task.sleep(for: wait)
    let again = try await ask(way, key)
    try requireEqual(again.status, 200, "who waits as told passes")
  }

  private func ask(_ way: Way, _ key: String) async throws -> Prober.Answer {
    switch way {
    case .reads: try await stage.client.ask(Prober.Question(target: "/v1/tenant"), bearing: key, .eager)
    case .writes:
      try await stage.client.ask(.json("PATCH", "/v1/tenant", .object([:])), bearing: key, .eager)
    }
  }
}

extension Prober.Answer {
  /// What the deployment says of a limit: how many are free at once after this one, and how many come back in a second.
  /// Source: draft-ietf-httpapi-ratelimit-headers.
  fileprivate var limit: (left: Int, rate: Double)? {
    func number(_ name: String, in header: String) -> Double? {
      self.header(header)?.split(separator: ";").first { $0.hasPrefix("\(name)=") }.flatMap {
        Double($0.dropFirst(name.count + 1))
      }
    }
    guard let left = number("r", in: "RateLimit"), let quota = number("q", in: "RateLimit-Policy"),
      let window = number("w", in: "RateLimit-Policy"), window > 0
    else { return nil }
    return (Int(left), quota / window)
  }
}
