import ArgumentParser
import CommandConventions

/// The properties, and the gate of a release.
@main
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "voicecore-verify",
    abstract: "Runs VoiceCore's correctness properties.",
    discussion: """
      Without options every property runs on every subject that exists, with 100 cases each.

      Examples:
        voicecore-verify --property 6,18 --subject core
        voicecore-verify --property 6 --mutant
        voicecore-verify --replay vc1c:6:AAEC3O
        voicecore-verify --profile ci --report junit=laws.xml,json=laws.json

      Exit codes: 0 all held, 1 a property was falsified, gave up, or missed its coverage, 2 wrong use (also nothing selected),
      3 a selected property could not run on a subject.
      """,
    subcommands: [Laws.self],
    defaultSubcommand: Laws.self)

  static func main() async { await runByContract() }
}
