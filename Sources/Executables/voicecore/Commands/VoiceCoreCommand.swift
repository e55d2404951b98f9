import ArgumentParser
import CommandConventions

/// The server and what belongs to running it.
@main
struct VoiceCoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "voicecore",
    abstract: "VoiceCore answers a company's phone.",
    discussion: """
      Settings come from the environment (VOICECORE_*, TWILIO_*) and from the file given by --config.

      Examples:
        voicecore serve                     serves on http://127.0.0.1:8080 with embedded defaults
        voicecore serve --demo --once       places the demo calls and exits
        voicecore doctor                    says what is missing or wrong
        voicecore call --press 1            rings a running server as the carrier would
        voicecore replay CALL               steps through a stored call's events
        voicecore export calls TENANT       writes a tenant's calls as CSV
        voicecore erase +14155550100 TENANT  erases a caller of a tenant

      Exit codes: 0 success, 1 a check failed, 2 wrong use or wrong settings, 3 could not run.
      """,
    version: productVersion,
    subcommands: [
      ServeCommand.self, MigrateCommand.self, TenantCommand.self, UserCommand.self, KeyCommand.self,
      CallCommand.self, ReplayCommand.self, ExportCommand.self, EraseCommand.self,
      DoctorCommand.self, OpenAPICommand.self,
    ],
    defaultSubcommand: nil)

  static func main() async { await runByContract() }
}
