/// What makes a run worthless, and which limits it broke.
struct CallsJudgement {
  let plan: CallsPlan
  let established: Int
  let dropped: Int
  let failures: [String: Int]
  let frames: CallsReport.Frames
  let nominalFrames: Int
  let latency: Percentiles
  let talk: CallsReport.Talk?
  let generator: CallsReport.Generator
  let server: CallsReport.Server
  let circumstances: CallsReport.Circumstances
  /// Whether the server is a process of the run's own.
  let isOwnServer: Bool
  /// What was taken off for the AI's own delay, in milliseconds.
  let knownDelay: Int?

  /// More load than this beside server and generator, in cores, may be why a limit broke.
  private static let mostOtherLoad = 0.2

  /// Why the run says nothing, if it does.
  var voids: [String] {
    var reasons: [String] = []
    let busy = generator.cpuShare
    if busy > CallsPlan.busiestGenerator {
      reasons.append("the generator used \(percent(busy)) of its core: it measured itself")
    }
    if frames.aboveNominal > 0 || frames.sent > nominalFrames {
      reasons.append("more frames were sent than the time allows (\(frames.sent) of \(nominalFrames))")
    }
    if frames.sent < frames.due * 99 / 100 {
      reasons.append("the generator sent only \(frames.sent) of \(frames.due) frames due on calls that were up")
    }
    // A late generator makes latencies longer, never shorter: what held all the same did hold.
    if latency.p99 > plan.p99LimitMilliseconds, frames.late > frames.sent / 100 {
      reasons.append("\(frames.late) of \(frames.sent) frames were sent late: the generator didn't get its core")
    }
    if isOwnServer, circumstances.serverCore == nil || circumstances.generatorCore == nil {
      reasons.append("server and generator weren't bound to a core each: no figure per core can be given")
    }
    if let core = circumstances.serverCore, core == circumstances.generatorCore {
      reasons.append("server and generator share core \(core)")
    }
    if let share = server.cpuShare, share + busy > Double(circumstances.machine.cores) * 1.02 {
      reasons.append("server and generator used more than the machine's \(circumstances.machine.cores) cores")
    }
    reasons += [wrongDelay, otherLoad].compactMap(\.self)
    // Where all frames are lost or all calls dropped, nothing is measured for that reason.
    if latency.count == 0, breaches.isEmpty { reasons.append("nothing was measured") }
    return reasons
  }

  /// What was taken off for the AI must be what the AI was set to.
  private var wrongDelay: String? {
    guard let knownDelay, let actual = circumstances.aiDelaysMilliseconds, actual != [knownDelay] else { return nil }
    guard !actual.isEmpty else { return "it can't be read how long the AI waited before it answered" }
    let waited = actual.map(String.init).joined(separator: " or ")
    return "the AI was set to answer after \(waited) ms and \(knownDelay) ms were taken off"
  }

  /// What else ran may have made the server slow, but not made it mix up calls.
  private var otherLoad: String? {
    guard let load = generator.otherLoad, load > Self.mostOtherLoad, !strains.isEmpty, faults.isEmpty
    else { return nil }
    return "\(Decimal.text(load, places: 2)) cores were used by something else, so it may not be the server's limit: "
      + strains.joined(separator: "; ")
  }

  /// Which limits the run broke.
  var breaches: [String] { strains + faults }

  /// What a server does that has too little time.
  private var strains: [String] {
    var reasons: [String] = []
    let limit = plan.p99LimitMilliseconds
    if latency.p99 > limit, plan.mode == .echo || knownDelay != nil {
      reasons.append("p99 \(Decimal.text(latency.p99, places: 2)) ms is above \(Decimal.text(limit, places: 0)) ms")
    }
    for (reason, count) in failures.sorted(by: { $0.key < $1.key }) { reasons.append("\(count) calls: \(reason)") }
    add(dropped, "calls ended by the server", to: &reasons)
    add(frames.lost, "frames lost", to: &reasons)
    if let talk {
      add(talk.unanswered, "turns without an answer", to: &reasons)
      add(talk.ignoredBargeIns, "interruptions that didn't silence the AI", to: &reasons)
    }
    return reasons
  }

  /// What no lack of time excuses.
  private var faults: [String] {
    var reasons: [String] = []
    add(frames.refusedMessages, "messages that the carrier would refuse", to: &reasons)
    if plan.mode == .echo {
      add(frames.crossed, "frames crossed into another call", to: &reasons)
      add(frames.damaged, "frames damaged", to: &reasons)
      add(frames.duplicated, "frames back twice", to: &reasons)
      add(frames.disordered, "frames out of order", to: &reasons)
      add(frames.foreignBytes, "bytes of audio that nobody sent", to: &reasons)
      add(frames.clears, "interruptions though nobody spoke", to: &reasons)
    }
    if let talk {
      add(talk.premature, "turns answered before they could be", to: &reasons)
      add(talk.spokenOver, "interruptions that the AI spoke over after it was silent", to: &reasons)
    }
    return reasons
  }

  private func add(_ count: Int?, _ what: String, to reasons: inout [String]) {
    if let count, count > 0 { reasons.append("\(count) \(what)") }
  }

  private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
