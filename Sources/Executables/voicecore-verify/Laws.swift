import ArgumentParser
import CommandConventions
import Foundation
import PropertyTesting

/// Runs laws and reports them in one table.
struct Laws: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "laws",
    abstract: "Runs VoiceCore's correctness properties, the gate of a release.",
    usage: "voicecore-verify [options]",
    discussion: """
      Without options every property runs on every subject that exists, with 100 cases each.

      Examples:
        voicecore-verify --property 6,18 --subject core
        voicecore-verify --property 6 --mutant
        voicecore-verify --replay vc1c:6:AAEC3O
        voicecore-verify --property 18 --cases 1000 --exhaustive --explain
        voicecore-verify --suite conversations --script angry-hangs-up
        VOICECORE_TOKEN=... voicecore-verify --base-url https://voice.example.com --property 1
        voicecore-verify --profile ci --report junit=laws.xml,json=laws.json,html=laws.html

      Other commands, each with its own --help:
        voicecore-verify harness challenges|mutants|speed   how good the harness itself is
        voicecore-verify simulate                           a whole call centre in virtual time
        voicecore-verify shrink                             the smallest part of a call's log that breaks a law

      A failing case is kept in .voicecore-failures/, one file a property, and tried first by every later run until its
      line is deleted. --profile ci keeps none unless --saved names a folder; --unsaved neither tries nor keeps any.

      Exit codes: 0 all held, 1 a property was falsified, missed its coverage, was flaky, hung or unhealthy, or a mutant
      lives, 2 wrong use (also nothing selected), 3 a selected property could not run on a subject. The report goes to
      standard output, progress and diagnostics to standard error.
      """,
    shouldDisplay: false)

  enum Suite: String, CaseIterable, ExpressibleByArgument { case laws, conversations }

  @Option(help: "Property numbers, separated by commas; all by default.") var property: String?
  @Option(
    help: "Subjects, separated by commas: core, memory, sqlite, postgres, sim, server; all by default.")
  var subject: String?
  @Option(help: "Cases per property and subject; 100 by default.") var cases: Int?
  @Option(help: "The seed, decimal or 0x and hexadecimal; 1 by default.") var seed: String?
  @Option(
    help: "quick: 100 cases on core and memory; ci: 100 cases, seed of the commit; nightly: 10,000 cases, seed drawn.")
  var profile: Profile?
  @Option(help: "Replays the case of this token, and nothing else.") var replay: String?
  @Option(help: "laws, or conversations: scripted callers against the offline receptionist, in virtual time.")
  var suite = Suite.laws
  @Option(help: "With --suite conversations: names of scripts, separated by commas; all by default.")
  var script: String?
  @Option(help: "With --suite conversations: their folder; PropertyTests/ConversationScripts by default.")
  var scripts: String?
  @Flag(
    help:
      "Plants the fault that each property's page names into a copy of the sources: each must be caught. Not on server."
  )
  var mutant = false
  @Flag(help: "Says which parts of a smallest case don't matter. Not on server.") var explain = false
  @Flag(help: "Runs every case once where there are no more of them than demanded; else draws them by chance.")
  var exhaustive = false
  @Flag(help: "Runs each property in a process of its own: one that traps or never ends fails alone.")
  var isolate = false
  @Option(help: "With --isolate and --mutant: seconds after which a property's process is killed.")
  var limit = 600
  @Option(help: "Cases at once, 1 or more; the report is the same. By default the number of cores, 1 on the server.")
  var workers: Int?
  @Option(help: "Seconds after which a case counts as hung; 10 by default, 120 on the server.") var caseLimit: Int?
  @Option(help: "A folder for failing cases, tried first by later runs; .voicecore-failures by default, none in ci.")
  var saved: String?
  @Flag(help: "Neither tries nor keeps failing cases of earlier runs.") var unsaved = false
  @Option(help: "Writes reports: junit=FILE,json=FILE,html=FILE,jsonl=FILE (a line a property).") var report: String?
  @Flag(help: "Prints JSON instead of the table.") var json = false
  @Option(name: .customLong("base-url"), help: "A live deployment to check, in tenants that are thrown away.")
  var baseURL: String?
  @Option(
    help: "With --base-url: a platform administrator's access token; VOICECORE_TOKEN by default, which nobody sees.")
  var token: String?
  @Flag(
    name: .customLong("allow-plain-http"), help: "With --base-url: sends the token in the clear to another machine.")
  var plainHTTP = false
  @Option(help: .private) var shrinks: Int?
  // What --isolate asks of a process of its own: the case of --replay, made smaller by further processes.
  @Flag(help: .private) var smaller = false

  func run() async throws {
    try demandAvailable()
    if let baseURL { return try await LiveCheck(self, at: baseURL)(try reportFiles()) }
    if suite == .conversations { return try await ConversationRun(self)() }
    let files = try reportFiles()
    let selection = try await Selection(self)
    let head = ReportHead(
      voicecore: await Checkout.version(), seed: selection.settings.seed, cases: selection.settings.cases,
      replay: selection.settings.replay.map { "\($0)" })
    StandardError.write(head.text)
    let laws = try await checked(selection) + LawRun.absent(selection)
    let rows = laws.map(\.row)
    guard !rows.isEmpty else {
      throw ValidationError("nothing selected: these properties have no law on these subjects")
    }
    print(json ? JSONReport.text(rows, head) : ReportTable(rows, head, colour: .ofStandardOutput).text)
    try files.write(laws, head)
    let status = ExitStatus.of(rows)
    if status != 0 { throw ExitCode(status) }
  }

  /// What runs in processes of its own is ended with this one.
  private func checked(_ selection: Selection) async throws -> [CheckedLaw] {
    let limit = Duration.seconds(limit)
    if smaller { return try await Interruption.cancelling { try await LawRun.smaller(selection, limit: limit) } }
    if mutant {
      return try await Interruption.cancelling {
        try await MutantRun(selection, limit: limit).rows().map { CheckedLaw($0) }
      }
    }
    guard isolate else { return try await LawRun(selection, isolation: nil).laws() }
    return try await Interruption.cancelling {
      try await LawRun(selection, isolation: Isolation(limit: limit)).laws()
    }
  }

  /// What planted code can't do.
  private func demandPlantable() throws {
    guard mutant else { return }
    if replay != nil {
      throw ValidationError("--mutant and --replay contradict each other: a token fits the code without the fault")
    }
    if saved != nil {
      throw ValidationError("--mutant and --saved contradict each other: cases of planted code are kept nowhere")
    }
    if subject?.split(separator: ",").contains("server") == true {
      throw ValidationError("--mutant: no faults are planted into a server; leave it out of --subject")
    }
  }

  private func demandAvailable() throws {
    try demandPlantable()
    if limit <= 0 { throw ValidationError("--limit: expected a number of seconds above 0") }
    if let caseLimit, caseLimit <= 0 { throw ValidationError("--case-limit: expected a number of seconds above 0") }
    if let workers, workers <= 0 { throw ValidationError("--workers: expected a number above 0") }
    if saved != nil, unsaved { throw ValidationError("--saved and --unsaved contradict each other") }
    if saved == "" { throw ValidationError("--saved: expected a folder") }
    if suite == .laws, script != nil || scripts != nil {
      throw ValidationError("--script and --scripts belong to --suite conversations")
    }
    if baseURL == nil, token != nil || plainHTTP {
      throw ValidationError("--token and --allow-plain-http belong to --base-url")
    }
  }

  private func reportFiles() throws -> ReportFiles {
    do {
      return try ReportFiles(report)
    } catch let wrong as ReportFiles.WrongKind {
      throw ValidationError("--report: \(wrong)")
    }
  }
}
