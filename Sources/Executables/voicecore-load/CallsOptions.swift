public import ArgumentParser
public import LoadTests

/// What `run calls` can be told.
struct CallsOptions: ParsableArguments {
  @Option(
    help:
      "calls and its like: how many at once, or auto to search the most; soak: how many in all; rls-queries, analytics, exports: how many each tenant has."
  )
  var calls: String?
  @Flag(help: "calls: searches the most calls that keep all limits; the same as --calls auto.") var find = false
  @Option(help: "calls: echo (frames come back) or talk (turns and interruptions).") var mode: CallsPlan.Mode?
  @Option(help: "calls: seconds over which the calls are set up.") var ramp: Double?
  @Option(
    help: "calls, analytics, exports: the seed of pauses, interruptions and the simulated AI; of the kinds of calls.")
  var seed: UInt64 = 1
  @Option(name: .customLong("p99"), help: "calls: the limit of the 99th percentile in milliseconds.") var p99 = 50.0
  @Option(help: "load suites: files to write, as csv=FILE,json=FILE,html=FILE.") var report: ReportFiles =
    ReportFiles()
  @Option(
    help: "calls: a running server, instead of one of its own; TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN are its.")
  var baseUrl: String?
  @Option(help: "calls: with --base-url, the DID to ring.") var number: String?
  @Flag(help: "calls: against an echo with nothing behind it: the generator's own ceiling.") var standIn = false

  /// How many calls in a suite; `nil` searches.
  func count(in suite: CallsSuite) -> Int? {
    find || calls == "auto" ? nil : calls.flatMap { Int($0) } ?? suite.defaultCalls
  }

  func validate() throws {
    if let calls, calls != "auto" {
      guard let count = Int(calls), count > 0 else { throw ValidationError("--calls: expected a number, or auto") }
    }
    guard (0.1...600).contains(ramp ?? 1) else { throw ValidationError("--ramp: expected 0.1 to 600 seconds") }
    guard (0.1...60_000).contains(p99) else { throw ValidationError("--p99: expected 0.1 to 60000 milliseconds") }
    guard (baseUrl == nil) == (number == nil) else { throw ValidationError("--base-url and --number go together") }
    if standIn, baseUrl != nil || mode == .talk {
      throw ValidationError("--stand-in only echoes, and goes without --base-url")
    }
  }
}

extension CallsPlan.Mode: ExpressibleByArgument {}
