import ArgumentParser
import CommandConventions
import Foundation
import Properties
import PropertyTesting

#if SUBJECT_SERVER && SUBJECT_SQLITE
import ServerLaws
#endif

/// The laws on a deployment that answers elsewhere (`--base-url`), in tenants that are thrown away.
struct LiveCheck {
  /// Where the token is read that isn't given as an option, where other users of the machine could see it.
  static let variable = "VOICECORE_TOKEN"
  static let subject = "deployment"
  static let absent =
    "not available over --base-url: only its own server shows what this law asks for; try --subject server"

  private let laws: Laws
  private let url: String

  init(_ laws: Laws, at url: String) throws {
    self.laws = laws
    self.url = url
    let wrong: [(isThere: Bool, flag: String)] = [
      (laws.mutant, "--mutant"), (laws.isolate, "--isolate"), (laws.explain, "--explain"),
      (laws.profile != nil, "--profile"), (laws.suite != .laws, "--suite conversations"),
      (laws.saved != nil, "--saved"),
      (laws.workers != nil, "--workers"), (laws.subject.map { $0 != "server" } ?? false, "--subject other than server"),
    ]
    for (_, flag) in wrong.filter(\.isThere).prefix(1) {
      throw ValidationError("--base-url and \(flag) contradict each other: a deployment is only asked from outside")
    }
  }

  #if SUBJECT_SERVER && SUBJECT_SQLITE
  func callAsFunction(_ files: ReportFiles) async throws {
    let run = LiveRun(at: try address(), token: try token(), now: Int(Date().timeIntervalSince1970))
    var settings = RunSettings()
    settings.seed = try await SeedChoice.seed(given: laws.seed, nil)
    settings.caseLimit = .seconds(laws.caseLimit ?? LiveRun.longest)
    if laws.exhaustive { settings.exhaustion = .whenSmall }
    if let shrinks = laws.shrinks { settings.maximumShrinkEvaluations = max(0, shrinks) }
    if let cases = laws.cases, cases <= 0 { throw ValidationError("--cases: expected a number above 0") }
    var numbers = try Selection.numbers(laws.property)
    if let text = laws.replay {
      let token = try Selection.token(text, numbers)
      settings.replay = token
      numbers = Int(token.property).map { [$0] } ?? numbers
    }
    let chosen = LiveLaw.all.filter { numbers.isEmpty || numbers.contains($0.number) }
    let missing = numbers.filter { number in !chosen.contains { $0.number == number } }
    let began = Date()
    let (version, rows) = try await rows(run, chosen, settings)
    let head = ReportHead(
      voicecore: await Checkout.version(), seed: settings.seed, cases: laws.cases ?? 0,
      replay: settings.replay.map { "\($0)" },
      deployment: version.map {
        LiveDeployment(
          url: url, version: $0.version, began: began.ISO8601Format(), seconds: Date().timeIntervalSince(began),
          swept: $0.swept, left: $0.left)
      })
    let all = (rows + missing.map { Self.notRun($0, settings, Self.absent, url) }).sorted {
      $0.row.property < $1.row.property
    }
    print(
      laws.json
        ? JSONReport.text(all.map(\.row), head) : ReportTable(all.map(\.row), head, colour: .ofStandardOutput).text)
    try files.write(all, head)
    let status = ExitStatus.of(all.map(\.row))
    if status != 0 { throw ExitCode(status) }
    if let left = version?.left, !left.isEmpty {
      throw CouldNotRun("\(left.count) throw-away tenants could not be deleted: \(left.joined(separator: ", "))")
    }
  }

  private func address() throws -> LiveAddress {
    do throws(LiveAddress.Fault) {
      return try LiveAddress(url, plainHTTP: laws.plainHTTP ? .anywhere : .toLoopbackOnly)
    } catch {
      switch error {
      case .malformed:
        throw ValidationError("--base-url: expected https://HOST, perhaps with a port and a path, and nothing else")
      case .plain:
        throw ValidationError(
          "--base-url: http:// would send the token in the clear; use https://, or say --allow-plain-http if nobody "
            + "listens on the way")
      }
    }
  }

  private func token() throws -> LiveToken {
    let text = laws.token ?? ProcessInfo.processInfo.environment[Self.variable] ?? ""
    guard !text.isEmpty else {
      throw ValidationError(
        "--token: a deployment is asked with the access token of a platform administrator (POST /v1/auth/login); give it "
          + "here or, unseen by others, in \(Self.variable)")
    }
    guard let token = LiveToken(text) else {
      throw ValidationError("--token: this can't be a token; it may be cut or have spaces in it")
    }
    return token
  }

  /// What came of the laws, none when there are none to run; and of the run.
  private func rows(
    _ run: LiveRun, _ chosen: [LiveLaw], _ settings: RunSettings
  ) async throws -> (LiveRun.Result?, [CheckedLaw]) {
    guard !chosen.isEmpty else { return (nil, []) }
    let display = ProgressDisplay(laws: chosen.count)
    let (cases, url) = (laws.cases, url)
    let result = try await Interruption.cancelling {
      try await display.showing {
        do {
          return try await run.check(
            chosen, settings.showing(on: display), cases: cases,
            begins: { display.begin("property \($0.number) on \(url)", demanded: $1) },
            ends: { display.end(EndLine.text(Self.row($0, settings, url).row)) },
            warns: { StandardError.write("warning: \($0)") })
        } catch let refusal as LiveRun.Refusal {
          switch refusal {
          case .unreachable(let reason):
            throw CouldNotRun("--base-url: \(url) can't be checked: \(reason); is the URL right, and the server up?")
          case .token(let reason): throw CouldNotRun("--token: \(reason)")
          }
        }
      }
    }
    return (result, result.outcomes.map { Self.row($0, settings, url) })
  }

  private static func row(_ outcome: LiveRun.Outcome, _ settings: RunSettings, _ url: String) -> CheckedLaw {
    let law = outcome.law
    let counts = outcome.tally.named + [("requests", outcome.tally.requests)]
    guard let report = outcome.report else {
      return notRun(law.number, settings, outcome.reason ?? "it gave no report", url)
    }
    return CheckedLaw(
      law.number, law.title, on: subject, report, cases: outcome.cases, elapsed: outcome.elapsed, at: url,
      counts: counts.map { ReportRow.Count($0.name, $0.count) }, notes: outcome.tally.notes)
  }

  private static func notRun(_ number: Int, _ settings: RunSettings, _ reason: String, _ url: String) -> CheckedLaw {
    let title = VerifiedProperty.all.first { $0.number == number }?.title ?? ""
    var row = ReportRow(
      property: number, title: title, subject: subject, verdict: .couldNotRun, seed: SeedText.text(settings.seed),
      failure: "Property \(number) on \(url): could not run: \(reason)")
    row.error = reason
    return CheckedLaw(row)
  }
  #else
  func callAsFunction(_ files: ReportFiles) async throws {
    throw CouldNotRun(
      "--base-url: this voicecore-verify was built without server; build it without VOICECORE_SUBJECTS")
  }
  #endif
}
