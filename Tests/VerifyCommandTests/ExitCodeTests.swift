import Foundation
import Testing
import VerifyCommand

@Suite("Exit codes")
struct ExitCodeTests {
  @Test func `laws that hold end with 0 and leave only the report on standard output`() async throws {
    let run = try await Command.run("--property", "46", "--subject", "core", "--cases", "20", "--seed", "0x7", "--json")
    #expect(run.code == 0, "\(run.diagnostics)")
    let report = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let rows = try #require(report?["rows"] as? [[String: Any]])
    #expect(rows.count == 1)
    #expect(rows.first?["property"] as? Int == 46)
    #expect(rows.first?["verdict"] as? String == "held")
    #expect(rows.first?["cases"] as? Int == 20)
    #expect(report?["schema"] as? Int == 1)
    #expect((report?["head"] as? [String: Any])?["seed"] as? String == "0x7")
  }

  @Test func `equal seeds give equal reports but for the time`() async throws {
    var reports: [[ReportRow]] = []
    for _ in 0..<2 {
      let run = try await Command.run("--property", "6", "--subject", "core,memory", "--seed", "11", "--json")
      var rows = try #require(JSONReport.rows(run.output))
      for index in rows.indices { rows[index].seconds = 0 }
      reports.append(rows)
    }
    #expect(reports[0].count == 2)
    #expect(reports[0] == reports[1])
  }

  @Test func `asking for all cases and what doesn't matter takes no law away`() async throws {
    let arguments = [
      "--property", "46", "--subject", "core", "--cases", "20", "--exhaustive", "--explain", "--unsaved", "--json",
    ]
    for more in [[], ["--isolate"]] {
      let run = try await Command.run(list: arguments + more)
      #expect(run.code == 0, "\(run.diagnostics)")
      // There are more telephone numbers than that: chance draws them.
      let row = try #require(JSONReport.rows(run.output)?.first)
      #expect(row.cases == 20 && row.allCases == nil && row.explanation == nil)
    }
  }

  @Test func `a law in a process of its own gives the same verdict`() async throws {
    let run = try await Command.run("--property", "46,47", "--subject", "core", "--cases", "20", "--isolate")
    #expect(run.code == 0, "\(run.diagnostics)")
    #expect(run.output.contains("2 as expected, 0 not"))
  }

  @Test(arguments: [
    (["--property", "49"], "'49' is none of 1, 2"), (["--property", "6,"], "'' is none of"),
    (["--property", "six"], "'six' is none of"), (["--subject", "cloud"], "'cloud' is none of core, memory"),
    (["--cases", "0"], "--cases: expected a number above 0"), (["--seed", "0xZZ"], "--seed: expected a number"),
    (["--limit", "0"], "--limit: expected"), (["--case-limit", "0"], "--case-limit: expected"),
    (["--workers", "0"], "--workers: expected"), (["--saved", ""], "--saved: expected"),
    (["--saved", "x", "--unsaved"], "contradict"), (["harness", "speed", "--seconds", "0"], "--seconds: expected"),
    (["--report", "pdf=x"], "'pdf' is none of junit, json, html"),
    (["--report", "junit"], "expected kind=FILE"), (["--suite", "poems"], "--suite"), (["--nonsense"], "--nonsense"),
    (["--property", "47", "--subject", "memory"], "nothing selected"),
    (["--replay", "vc2:6:AAEC"], "of another version (vc2)"), (["--replay", "vc1:49:1:0"], "for property '49'"),
    (["--replay", "vc1:46:1:0", "--property", "47"], "which --property leaves out"),
    (["--mutant", "--replay", "vc1:6:1:0"], "--mutant and --replay"),
    (["--mutant", "--saved", "x"], "--mutant and --saved"),
    (["--mutant", "--subject", "core,server"], "--mutant: no faults are planted into a server"),
    (["--suite", "conversations", "--script", "nobody"], "no script is named nobody"),
    (["--suite", "conversations", "--property", "6"], "--property belongs to --suite laws"),
    (["--suite", "conversations", "--report", "html=x"], "conversations are reported as json=FILE"),
    (["--script", "angry-hangs-up"], "--script and --scripts belong to"),
    (["harness", "mutants", "--generated", "0"], "--generated: expected"),
    (["harness", "mutants", "--only", "Queue"], "belong to --generated"),
    (["harness", "mutants", "--generated", "9", "--only", "Queue,Poems"], "'Poems' is none of Access"),
    (["harness", "mutants", "--generated", "9", "--seed", "x"], "--seed: expected"),
    (["harness", "mutants", "--generated", "9", "--jobs", "0"], "--jobs: expected"),
    (["harness", "mutants", "--generated", "9", "--at-least", "101"], "--at-least: expected"),
    (["harness", "challenges", "--seeds", "0"], "--seeds: expected"), (["harness", "poems"], "poems"),
  ])
  func `wrong use ends with 2 and says what is wrong`(_ arguments: [String], _ words: String) async throws {
    let run = try await Command.run(list: arguments)
    #expect(run.code == 2)
    #expect((run.diagnostics + run.output).contains(words), "\(run.diagnostics.prefix(500))")
  }

  @Test func `an exact token of another generator doesn't fit, which is wrong use`() async throws {
    let token = try #require(await Sample.exactToken(46))
    let run = try await Command.run("--replay", "\(token)")
    #expect(run.code == 2)
    #expect(run.output.contains("TOKEN DOES NOT FIT"))
    #expect(run.output.contains("does not fit the generator any more"))
  }

  @Test func `scripted callers are played, and a missing folder ends with 3`() async throws {
    let run = try await Command.run("--suite", "conversations", "--script", "angry-hangs-up,patient-presses-keys")
    #expect(run.code == 0, "\(run.diagnostics)\n\(run.output)")
    #expect(run.output.contains("2 of 2 passed; 1 resolved; transfers: none; false transfers: 0"))
    #expect(try await Command.run("--suite", "conversations", "--scripts", "/nowhere").code == 3)
  }

  @Test func `a report that can't be written ends with 3 after the table`() async throws {
    let run = try await Command.run(
      "--property", "46", "--subject", "core", "--cases", "5", "--report", "json=no-such-folder/here/laws.json")
    #expect(run.code == 3)
    #expect(run.output.contains("1 as expected, 0 not"))
    #expect(run.diagnostics.contains("can't write no-such-folder/here/laws.json"))
  }

  @Test func `a replayed case is run on every subject that has its law`() async throws {
    let run = try await Command.run("--replay", "vc1:6:1:0")
    #expect(run.code == 0, "\(run.diagnostics)")
    #expect(run.output.contains("core") && run.output.contains("memory"))
    #expect(run.output.contains("\nreplays vc1:6:1:0\n"))
    #expect(!run.output.contains("Audio codec"))
  }

  @Test func `the challenges' exit code says whether their bars are met`() async throws {
    let run = try await Command.run("harness", "challenges", "--seeds", "2", "--json")
    let table = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let met = try #require(table?["met"] as? Bool)
    #expect(run.code == (met ? 0 : 1))
    #expect((table?["rows"] as? [[String: Any]])?.count ?? 0 >= 14)
    let text = try await Command.run("harness", "challenges", "--seeds", "1")
    #expect(text.output.contains("binheap") && text.output.contains("verdict"))
  }

  @Test func `the mutants' exit code says whether their bars are met`() async throws {
    let run = try await Command.run("harness", "mutants", "--seeds", "1", "--json")
    let table = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let met = try #require(table?["met"] as? Bool)
    #expect(run.code == (met ? 0 : 1))
    #expect((table?["rows"] as? [[String: Any]])?.count ?? 0 >= 40)
  }

  @Test func `the speed's exit code says whether its bars are met`() async throws {
    let run = try await Command.run("harness", "speed", "--seconds", "0.1", "--json")
    let table = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let met = try #require(table?["met"] as? Bool)
    #expect(run.code == (met ? 0 : 1))
    let rows = try #require(table?["rows"] as? [[String: Any]])
    #expect(rows.count == 12)
    // How fast it is depends on the machine, but not whether two workers say what one says.
    #expect(rows.contains { $0["note"] as? String == "same reports of laws that hold and fall" })
  }

  @Test func `a case that never ends is told with its token, and the command ends`() async throws {
    let run = try await Command.run("harness", "hang")
    #expect(run.code == 1)
    #expect(run.output.contains("HUNG") && run.output.contains("--replay vc1c:never-ends:"), "\(run.output)")
    #expect(run.output.contains("left behind"))
  }

  @Test func `a folder for failing cases that can't be read is a warning, and no verdict`() async throws {
    let run = try await Command.run("--property", "46", "--subject", "core", "--saved", "/dev/null/nowhere")
    #expect(run.code == 0)
    #expect(run.output.contains("property 46 on core: warning: saved failures were not tried"), "\(run.output)")
    let quiet = try await Command.run("--property", "46", "--subject", "core", "--unsaved", "--cases", "5")
    #expect(!quiet.output.contains("warning"))
  }

  @Test func `a gate says which subjects its build leaves out`() async throws {
    let probe = try await Command.run("--property", "46", "--subject", "server")
    let isPruned = probe.diagnostics.contains("was built without server")
    for profile in ["ci", "nightly"] {
      let run = try await Command.run(
        "--profile", profile, "--property", "46", "--cases", "5", "--seed", "1", "--unsaved")
      #expect(run.code == (isPruned ? 3 : 0), "\(run.diagnostics)")
      #expect(run.output.contains("not in this build") == isPruned && run.output.contains("46"))
    }
    let few = try await Command.run("--property", "46", "--cases", "5", "--unsaved")
    #expect(few.code == 0 && !few.output.contains("not in this build"))
  }

  @Test func `the checkout is told whatever git is told of another one`() async throws {
    let arguments = ["--property", "46", "--subject", "core", "--cases", "5", "--unsaved"]
    let plain = try await Command.run(list: arguments)
    let other = try await Command.run(
      list: arguments, with: ["GIT_DIR=/nowhere", "GIT_WORK_TREE=/nowhere", "GIT_INDEX_FILE=/nowhere"])
    #expect(other.diagnostics.split(separator: "\n").first == plain.diagnostics.split(separator: "\n").first)
  }

  @Test func `lines that run something again show no more of the machine than they must`() async throws {
    let run = try await Command.run("harness", "hang")
    let here = FileManager.default.currentDirectoryPath
    #expect(run.output.contains("--replay vc1c:never-ends:"))
    if try Command.executable().hasPrefix(here + "/") { #expect(!run.output.contains(here), "\(run.output)") }
  }

  @Test func `any number of workers gives the same report`() async throws {
    var reports: [[ReportRow]] = []
    for workers in ["1", "3"] {
      let run = try await Command.run(
        "--property", "6,18", "--subject", "core,memory", "--seed", "3", "--workers", workers, "--json")
      var rows = try #require(JSONReport.rows(run.output))
      for index in rows.indices { rows[index].seconds = 0 }
      reports.append(rows)
    }
    #expect(reports[0].count == 3 || reports[0].count == 4)
    #expect(reports[0] == reports[1])
  }

  @Test func `help shows every flag of the contract, and examples`() async throws {
    let run = try await Command.run("--help")
    #expect(run.code == 0)
    for flag in [
      "--property", "--subject", "--base-url", "--cases", "--seed", "--replay", "--suite", "--mutant", "--isolate",
      "--token", "--profile", "--report", "--json", "--workers", "--case-limit", "--saved", "--unsaved", "Examples:",
      "harness challenges|mutants|speed", "simulate",
    ] {
      #expect(run.output.contains(flag), "\(flag)")
    }
    for command in ["challenges", "mutants", "speed"] {
      let help = try await Command.run("harness", command, "--help")
      #expect(help.code == 0)
      #expect(help.output.contains(command == "speed" ? "--seconds" : "--seeds"), "\(command)")
      #expect(help.output.contains("--json") && help.output.contains("Example"), "\(command)")
    }
  }

  @Test func `a fallen law outweighs one that could not run, and nothing is no success`() {
    #expect(ExitStatus.of([Sample.row(.held), Sample.row(.caught)]) == 0)
    for verdict in Verdict.allCases where !verdict.isGood && verdict != .couldNotRun && verdict != .doesNotFit {
      #expect(ExitStatus.of([Sample.row(.couldNotRun), Sample.row(verdict), Sample.row(.held)]) == 1, "\(verdict)")
    }
    #expect(ExitStatus.of([Sample.row(.held), Sample.row(.couldNotRun)]) == 3)
    #expect(ExitStatus.of([Sample.row(.held), Sample.row(.doesNotFit)]) == 0)
    #expect(ExitStatus.of([Sample.row(.doesNotFit), Sample.row(.doesNotFit)]) == 2)
    #expect(ExitStatus.of([]) == 2)
  }
}
