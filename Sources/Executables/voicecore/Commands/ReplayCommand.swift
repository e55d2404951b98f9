import ArgumentParser
import CallLogs
import CommandConventions
import Foundation
import VoiceCore

/// Steps through a stored call.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Steps through a stored call's events.",
    discussion: """
      Each event with its time since the call's beginning, and what it changed. No words, numbers or keys are shown; the
      transcript has the words. --jsonl writes the log as a file for voicecore-verify shrink.

      Examples:
        voicecore replay 0199c3f0-7a1e-7c3a-9f61-000000000001
        voicecore replay 0199c3f0-7a1e-7c3a-9f61-000000000001 --at 17.3s --json
        voicecore replay 0199c3f0-7a1e-7c3a-9f61-000000000001 --tenant acme.example --jsonl > call.jsonl

      Exit codes: 0 success, 1 there is no such call, or what is kept of it isn't what its events say, 2 wrong use or wrong settings,
      3 could not run.
      """)

  @OptionGroup var place: AdministrationPlace
  @Argument(help: "The call's UUID.") var call: String
  @Option(help: "The tenant's domain or UUID; all are searched by default.") var tenant: String?
  @Option(help: "Stops so long after the call's beginning, in seconds: 17.3s.") var at: String?
  @Flag(help: "Writes the log as JSON Lines, one event a line.") var jsonl = false

  func validate() throws {
    guard Call.ID(call) != nil else { throw ValidationError("CALL: expected the call's UUID, not '\(call)'") }
    if let at, Self.offset(at) == nil {
      throw ValidationError("--at: expected seconds since the call's beginning, such as 17.3s, not '\(at)'")
    }
    if jsonl, at != nil || place.json {
      throw ValidationError("--jsonl writes the whole log; leave out --at and --json")
    }
  }

  func run() async throws {
    guard let id = Call.ID(call) else { throw ValidationError("CALL: expected the call's UUID") }
    try await place.withDesk { desk in
      guard let replay = try await found(id, desk) else { throw CheckFailed("there is no such call") }
      guard !jsonl else {
        for line in replay.lines { print(CallLogFile.text(line)) }
        return
      }
      let told = ReplayText(replay, until: at.flatMap { Self.offset($0) })
      print(place.json ? told.json : told.text)
      if replay.isFaithful == false { throw CheckFailed("what is kept of the call isn't what its events say") }
    }
  }

  /// A tenant whose rows can't be opened hides no other's call.
  private func found(_ id: Call.ID, _ desk: AdministrationDesk) async throws -> CallReplay? {
    if let tenant { return try await desk.replay(id, of: try await desk.find(tenant)) }
    var damaged = 0
    for tenant in try await desk.everyTenant() {
      do throws(StoreFailure) {
        if let found = try await desk.replay(id, of: tenant) { return found }
      } catch let failure {
        switch failure {
        case .corrupt: damaged += 1
        case .notFound: continue  // gone meanwhile
        default: throw failure
        }
      }
    }
    if damaged > 0 {
      throw CheckFailed("there is no such call, but \(damaged) tenants can't be read; see voicecore doctor")
    }
    return nil
  }

  /// Seconds with up to three places, with or without their unit: `17.3s`.
  static func offset(_ text: String) -> Duration? {
    let parts = text.drop(while: { $0 == "+" }).split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let last = parts.last else { return nil }
    let digits = last.hasSuffix("s") ? last.dropLast() : last
    let whole = parts.count == 1 ? digits : parts[0]
    let fraction = parts.count == 1 ? "" : digits
    guard (1...9).contains(whole.count), fraction.count <= 3, parts.count == 1 || !fraction.isEmpty,
      let seconds = UInt32(whole),
      let milliseconds = UInt32(fraction + String(repeating: "0", count: 3 - fraction.count))
    else { return nil }
    return .seconds(Int64(seconds)) + .milliseconds(Int64(milliseconds))
  }
}
