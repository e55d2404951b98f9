import DocumentedAPI
public import PropertyTesting

/// The laws on a deployment that is only seen from outside. Every law has throw-away tenants of its own, and they are deleted
/// on every path.
public struct LiveRun: Sendable {
  /// The longest that a run asks anything, in seconds; less when its token ends before.
  public static let longest = 45 * 60
  /// How much of a token's life is kept for deleting, in seconds.
  static let reserve = 45
  /// A token with less than that left, in seconds, isn't begun with.
  static let shortestToken = 120
  /// Runs of a body to make a failing case smaller: each asks the deployment again.
  static let mostShrinks = 40

  /// Why nothing was run.
  public enum Refusal: Error, Equatable, Sendable {
    /// Nothing answers as a VoiceCore does.
    case unreachable(String)
    /// The token isn't good, or isn't a platform administrator's.
    case token(String)
  }

  /// What became of one law.
  public struct Outcome: Sendable {
    public let law: LiveLaw
    /// `nil` when it couldn't be judged, for the reason.
    public let report: Report?
    public let reason: String?
    public let elapsed: Duration
    public let tally: LiveTally
    /// Cases that were demanded.
    public let cases: Int
  }

  /// What became of the run.
  public struct Result: Sendable {
    /// What the deployment's document says.
    public let version: String
    public let outcomes: [Outcome]
    /// Tenants of former runs that were deleted.
    public let swept: Int
    /// Domains of tenants that may be left.
    public let left: [String]
  }

  private let address: LiveAddress
  private let token: LiveToken
  private let now: Int

  /// - Parameter now: seconds since 1970, by which tenants of former runs are known to be left over.
  public init(at address: LiveAddress, token: LiveToken, now: Int) {
    self.address = address
    self.token = token
    self.now = now
  }

  /// Checks laws, one after the other.
  /// - Parameters:
  ///   - cases: of each law; `nil` for as many as each has by itself.
  ///   - begins: told before each law, with the number of its cases.
  ///   - ends: told what became of each.
  ///   - warns: told of tenants that are left, also when the run is interrupted.
  /// - Throws: `Refusal` before anything is made.
  public func check(
    _ laws: [LiveLaw], _ settings: RunSettings, cases: Int? = nil,
    begins: @Sendable (LiveLaw, Int) -> Void = { _, _ in }, ends: @Sendable (Outcome) -> Void = { _ in },
    warns: @Sendable (String) -> Void = { _ in }
  ) async throws -> Result {
    var seconds = Self.longest
    if let end = token.end {
      guard end - now >= Self.shortestToken else {
        throw Refusal.token(
          "it ends in \(max(0, end - now)) s, and \(Self.shortestToken) s are the least: sign in again")
      }
      seconds = min(seconds, end - now - Self.reserve)
    }
    let end = ContinuousClock.now + .seconds(seconds)
    let opening = LiveClient(address, tally: LiveTally(), until: end)
    let described: DescribedAPI
    let version: String
    let swept: (deleted: Int, left: Int)
    do {
      (described, version) = try await Self.document(opening)
      try await admit(opening)
      swept = try await LiveTenants(opening, described, token: token, now: now).sweep()
      await opening.close()
    } catch {
      await opening.close()
      if let trouble = error as? LiveTrouble { throw Refusal.unreachable(trouble.description) }
      throw error
    }
    if swept.left > 0 { warns("\(swept.left) tenants of former runs below \(LiveTenant.place) could not be deleted") }
    var outcomes: [Outcome] = []
    var left: [String] = []
    for law in laws where !Task.isCancelled {
      let (outcome, those) = await check(law, described, settings, cases, until: end, begins)
      left += those
      for domain in those {
        warns("the tenant \(domain) could not be deleted: delete it by hand, or run this again in an hour")
      }
      outcomes.append(outcome)
      ends(outcome)
    }
    return Result(version: version, outcomes: outcomes, swept: swept.deleted, left: left)
  }

  /// One law, with a client of its own: what went wrong with the one before is forgotten.
  private func check(
    _ law: LiveLaw, _ described: DescribedAPI, _ settings: RunSettings, _ cases: Int?,
    until end: ContinuousClock.Instant, _ begins: @Sendable (LiveLaw, Int) -> Void
  ) async -> (Outcome, left: [String]) {
    let began = ContinuousClock.now
    let tally = LiveTally()
    let client = LiveClient(address, tally: tally, until: end)
    let tenants = LiveTenants(client, described, token: token, now: now)
    let stage = LiveStage(client: client, described: described, tenants: tenants, tally: tally)
    var report: Report?
    var reason: String?
    var settings = settings
    settings.cases = cases ?? law.cases
    settings.workers = 1
    settings.maximumShrinkEvaluations = min(settings.maximumShrinkEvaluations, Self.mostShrinks)
    settings.maximumExplanations = 0
    settings.maximumOthers = 0
    do {
      let (property, allCases) = try await law.property(stage)
      if let allCases, cases == nil || settings.exhaustion == .whenSmall {
        settings.exhaustion = .whenSmall
        if cases == nil { settings.cases = allCases }
      }
      begins(law, settings.cases)
      report = await PropertyTesting.check(property, settings)
      // A law that fell before the trouble has fallen.
      if let trouble = await client.trouble, report.map({ !$0.isFalsified }) ?? true {
        (report, reason) = (nil, "\(trouble)")
      }
    } catch {
      reason = (error as? LiveTrouble)?.description ?? (error is CancellationError ? "interrupted" : "\(error)")
    }
    if Task.isCancelled, report.map({ !$0.isFalsified }) ?? true { (report, reason) = (nil, "interrupted") }
    // An interrupted run cleans up all the same.
    let left = await Task { await tenants.deleteAll() }.value
    await client.close()
    return (
      Outcome(
        law: law, report: report, reason: reason, elapsed: ContinuousClock.now - began, tally: tally,
        cases: settings.cases), left
    )
  }

  /// What the deployment says of itself.
  private static func document(_ client: LiveClient) async throws -> (DescribedAPI, version: String) {
    let answer = try await client.ask(Prober.Question(target: "/openapi.json"))
    let info = answer.tree["info"]
    guard answer.status == 200, info?["title"] == .text("VoiceCore"), let version = info?["version"]?.text else {
      throw Refusal.unreachable("GET /openapi.json is answered by \(answer.status), and not by VoiceCore's document")
    }
    return (DescribedAPI(answer.tree), version)
  }

  /// Whether the token may make and delete tenants.
  private func admit(_ client: LiveClient) async throws {
    let answer = try await client.ask(Prober.Question(target: "/v1/tenants?limit=1"), bearing: token.text)
    switch answer.status {
    case 200: return
    case 401: throw Refusal.token("the deployment doesn't accept it: sign in again by POST /v1/auth/login")
    case 403:
      throw Refusal.token("it hasn't the role platform_admin, which makes and deletes tenants; API keys never have")
    default: throw Refusal.unreachable("GET /v1/tenants is answered by \(answer.inShort)")
    }
  }
}

extension Report {
  fileprivate var isFalsified: Bool { if case .falsified = outcome { true } else { false } }
}
