import ArgumentParser
import CommandConventions
import PropertyTesting
import Synchronization

/// Never, but the compiler can't know.
private let isOpen = Atomic(false)

/// Whether a case that never ends ends its law, and the command, as it says.
struct HarnessHang: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hang", abstract: "Checks a law with a case that never ends: must exit 1 and print its token.",
    shouldDisplay: false)

  private static let limit = Duration.milliseconds(200)
  private static let bound = 900

  func run() async throws {
    let property = Property("never ends", for: Gen<Int>.int(0...1_000)) { number in
      // Without a suspension, so that nothing can stop it.
      while number > Self.bound, !isOpen.load(ordering: .relaxed) {}
    }
    let settings = RunSettings(cases: 100, seed: 1, caseLimit: Self.limit)
    let began = ContinuousClock.now
    let report = await check(property, settings)
    let law = CheckedLaw(
      0, "never ends", on: "core", report, cases: settings.cases, elapsed: ContinuousClock.now - began)
    print(ReportTable([law.row], ReportHead(voicecore: nil, seed: settings.seed, cases: settings.cases)).text)
    let status = ExitStatus.of([law.row])
    if status != 0 { throw ExitCode(status) }
  }
}
