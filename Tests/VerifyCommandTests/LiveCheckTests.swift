import Foundation
import PropertyTesting
import Testing
import VerifyCommand

@Suite("Laws on a deployment: what is refused, and how it is told")
struct LiveCheckTests {
  private static let token = "eyJhbGciOiJub25lIn0.secret-payload.secret-signature"

  @Test(arguments: [
    (["--base-url", "ftp://voice.example"], "--base-url: expected https://HOST"),
    (["--base-url", "https://root@voice.example"], "--base-url: expected https://HOST"),
    (["--base-url", "https://voice.example/?x=1"], "--base-url: expected https://HOST"),
    (["--base-url", "http://voice.example"], "--allow-plain-http"),
    (["--base-url", "https://voice.example", "--mutant"], "--base-url and --mutant contradict"),
    (["--base-url", "https://voice.example", "--isolate"], "--base-url and --isolate contradict"),
    (["--base-url", "https://voice.example", "--profile", "nightly"], "--base-url and --profile contradict"),
    (["--base-url", "https://voice.example", "--subject", "core"], "--base-url and --subject other than server"),
    (["--base-url", "https://voice.example", "--property", "999"], "'999' is none of"),
    (["--base-url", "https://voice.example", "--cases", "0"], "--cases: expected"),
  ])
  func `wrong use ends with 2, names the flag, and asks nobody`(_ arguments: [String], _ words: String) async throws {
    let run = try await Command.run(list: arguments + ["--token", Self.token])
    #expect(run.code == 2 && run.output.isEmpty, "\(run.diagnostics.prefix(500))")
    #expect(run.diagnostics.contains(words), "\(run.diagnostics.prefix(500))")
    #expect(!run.diagnostics.contains("secret-"))
  }

  @Test(arguments: [["--token", "t"], ["--allow-plain-http"]])
  func `what belongs to a deployment is wrong use without one`(_ arguments: [String]) async throws {
    let run = try await Command.run(list: arguments)
    #expect(run.code == 2)
    #expect(run.diagnostics.contains("belong to --base-url"), "\(run.diagnostics.prefix(500))")
  }

  @Test func `a token that isn't there, or can't be one, is told with its remedy`() async throws {
    let none = try await Command.run(list: ["--base-url", "https://voice.example"], with: ["VOICECORE_TOKEN="])
    #expect(none.code == 2)
    #expect(none.diagnostics.contains("POST /v1/auth/login") && none.diagnostics.contains("VOICECORE_TOKEN"))
    let cut = try await Command.run("--base-url", "https://voice.example", "--token", "two words")
    #expect(cut.code == 2 && cut.diagnostics.contains("this can't be a token"))
  }

  @Test func `a deployment that can't be reached ends with 3, and the token is shown nowhere`() async throws {
    // Nobody listens on the port of tcpmux.
    let run = try await Command.run(
      list: ["--base-url", "http://127.0.0.1:1", "--property", "1"], with: ["VOICECORE_TOKEN=\(Self.token)"])
    #expect(run.code == 3 && run.output.isEmpty)
    #expect(
      run.diagnostics.contains("--base-url: http://127.0.0.1:1 can't be checked"), "\(run.diagnostics.prefix(500))")
    #expect(run.diagnostics.contains("is the URL right, and the server up?"))
    #expect(!run.diagnostics.contains("secret-"))
  }

  @Test func `a law that can't be judged from outside could not run`() async throws {
    let run = try await Command.run("--base-url", "http://127.0.0.1:1", "--property", "6", "--token", Self.token)
    #expect(run.code == 3)
    #expect(run.output.contains("not available over --base-url"), "\(run.output)")
  }

  @Test func `the report says where, when, what was counted and what was left out`() {
    let head = ReportHead(
      voicecore: "0123456789ab", seed: 7, cases: 0,
      deployment: LiveDeployment(
        url: "https://voice.example", version: "0.1.0", began: "2026-11-23T03:00:00Z", seconds: 74, swept: 1, left: []))
    var row = Sample.row(.held)
    row.counts = [ReportRow.Count("operations tried", 1_234), ReportRow.Count("canaries found", 0)]
    row.notes = ["left out: POST /v1/calls"]
    let text = ReportTable([row], head).text
    #expect(
      text.contains(
        "deployment https://voice.example, VoiceCore 0.1.0, 2026-11-23T03:00:00Z, 1 min 14 s; its throw-away tenants are "
          + "deleted; 1 of former runs, too"), "\(text)")
    #expect(text.contains(": 1,234 operations tried, 0 canaries found\n  left out: POST /v1/calls"), "\(text)")
    #expect(JSONReport.rows(JSONReport.text([row], head)) == [row])
    let facts = CheckedLaw(row).entry(head).facts
    #expect(facts.contains { $0.name == "canaries found" && $0.value == "0" })
    #expect(facts.contains { $0.name == "deployment" && $0.value.contains("https://voice.example") })
    let line = ReplayLine(property: 1, subject: "deployment", at: "https://voice.example", executable: "verify")
    #expect(line.replaying("T") == "verify --property 1 --base-url https://voice.example --replay T")
  }
}
