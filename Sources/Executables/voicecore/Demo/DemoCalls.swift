import CommandConventions
import Simulators
import VoiceCore

/// Four callers ring the demo tenant at the same time, and a fifth where speech is understood; then the records are read back through the API.
struct DemoCalls {
  let deployment: Deployment
  let carrier: CarrierSimulator
  /// What the caller says who asks the offline receptionist in words; `nil` where it has no ears.
  let asking: DemoQuestion?
  /// Places the call of the one who speaks.
  let spoken: @Sendable () async throws -> (SpokenDemo, CallReport)

  /// A caller and what they do.
  private struct Part {
    let title: String
    let script: CallScript
  }

  private static let parts = [
    Part(
      title: "Caller one asks for the opening hours by key 1",
      script: CallScript(
        caller: "+15550100101", dialled: DemoTenant.line,
        steps: [.waitForSilence, .press("1"), .waitForSilence, .hangUp])),
    Part(
      title: "Caller two presses three keys that mean nothing",
      script: CallScript(
        caller: "+15550100102", dialled: DemoTenant.line,
        steps: [
          .wait(.seconds(2)), .press("7"), .wait(.seconds(2)), .press("8"), .wait(.seconds(2)), .press("9"),
          .waitForSilence,
        ])),
    Part(
      title: "Caller three is on the block list",
      script: CallScript(caller: DemoTenant.blockedCaller, dialled: DemoTenant.line, steps: [.waitForSilence, .hangUp])),
  ]

  func run() async throws {
    let parts = Self.parts + (asking.map { [Part(title: DemoQuestion.title, script: $0.script)] } ?? [])
    try await provisionOnce()
    print("VoiceCore \(productVersion) on \(deployment.publicURL)")
    print("Placing \(parts.count + 1) calls through the simulated carrier, in real time …\n")
    async let fourth = spoken()
    let reports = await withTaskGroup(of: (Int, CallReport).self) { group in
      for (index, part) in parts.enumerated() { group.addTask { (index, await carrier.place(part.script)) } }
      var reports: [Int: CallReport] = [:]
      for await (index, report) in group { reports[index] = report }
      return reports
    }
    let (spokenDemo, spokenReport) = try await fourth
    let api = DemoAPI(baseURL: deployment.publicURL)
    let session = try await api.signIn()
    let transcripts = try await api.transcripts(session)
    let book = await PromptBook(texts: DemoPrompts.texts + DemoQuestion.texts + SpokenDemo.texts + transcripts)
    var stories: [String] = []
    for (index, part) in parts.enumerated() {
      guard let report = reports[index] else { continue }
      stories.append(CallStory(report, book: book).text)
      print("\(part.title)\n\(stories[stories.count - 1])\n")
    }
    if asking == nil { print("Nobody asks in words: pocketsphinx and pocketsphinx-en-us aren't installed\n") }
    let spokenStory = CallStory(spokenReport, book: book).text
    print("\(SpokenDemo.title)\n\(spokenStory)\n\(spokenDemo.account)\n")
    print("Call detail records, read back through GET /v1/calls\n\(try await api.recordTable(session))\n")
    print(
      """
      API          \(deployment.publicURL)/docs  (the dashboard is not available yet)
      Sign in      POST \(deployment.publicURL)/v1/auth/login  domain \(DemoTenant.domain)
                   \(DemoTenant.administrator)  \(DemoRun.password)
      Sessions     \(deployment.liveSessions) live
      """)
    try check(reports)
    if asking != nil, let story = stories.last { try DemoQuestion.check(told: story) }
    if let violation = spokenReport.violations.first { throw CouldNotRun("the carrier found a fault: \(violation)") }
    try spokenDemo.check(
      spokenReport, told: spokenStory,
      recorded: try await api.calls(session).first { $0.from == SpokenDemo.caller })
  }

  /// A demo that goes wrong must not look as if it went right.
  private func check(_ reports: [Int: CallReport]) throws {
    let violations = reports.sorted { $0.key < $1.key }.flatMap(\.value.violations)
    if let violation = violations.first { throw CouldNotRun("the carrier found a fault: \(violation)") }
    guard reports[1]?.dialled.first?.result == .completed, case .rejected? = reports[2]?.ending else {
      throw CouldNotRun("the demo calls didn't go as they should")
    }
  }

  private func provisionOnce() async throws {
    guard let domain = TenantDomain(DemoTenant.domain) else { return }
    guard try await deployment.store.platform.tenant(at: domain) == nil else { return }
    let verifier = try await deployment.passwords.verifier(for: DemoRun.password)
    guard let plan = DemoTenant.plan(ids: deployment.ids, password: verifier) else { return }
    try await deployment.provision(plan)
  }
}

/// What the demo tenant's receptionist can say, apart from what the transcripts tell.
private enum DemoPrompts {
  static var texts: [String] {
    [
      Phrase.welcome(company: DemoTenant.name).text(in: .english), Phrase.offerPerson.text(in: .english),
      Phrase.unknownKey.text(in: .english), Phrase.handOver(toDepartment: nil).text(in: .english),
      Phrase.goodbye.text(in: .english), DemoTenant.openingHours,
      "For our opening hours, press 1.", "For our address, press 2.", "For the billing department, press 3.",
    ]
  }
}
