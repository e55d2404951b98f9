import ArgumentParser
import CommandConventions

/// The properties, and the gate of a release.
@main
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "voicecore-verify",
    abstract: "Runs VoiceCore's correctness properties.",
    subcommands: [Laws.self, Harness.self, Simulate.self, Shrink.self],
    defaultSubcommand: Laws.self)

  static func main() async {
    // The laws are what one calls this command for; their options would be hidden behind the default subcommand.
    if let first = CommandLine.arguments.dropFirst().first, ["--help", "-h"].contains(first) {
      print(helpMessage(for: Laws.self))
      return
    }
    await runByContract()
  }
}
