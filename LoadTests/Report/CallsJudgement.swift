/// What makes a run worthless, and which limits it broke.
struct CallsJudgement {
  let plan: CallsPlan
  let established: Int
  let dropped: Int
  let failures: [String: Int]
  let frames: FrameTally
  let nominalFrames: Int
  let latency: Percentiles
  let talk: CallsReport.Talk?
  let generator: CallsReport.Generator
  let server: CallsReport.Server
  let circumstances: CallsReport.Circumstances
  let knowsDelay: Bool

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
    if dropped == 0, frames.sent < nominalFrames * 99 / 100 {
      reasons.append("the generator sent only \(frames.sent) of \(nominalFrames) frames that were due")
    }
    // A late generator makes latencies longer, never shorter: what held all the same did hold.
    if latency.p99 > plan.p99LimitMilliseconds, frames.late > frames.sent / 100 {
      reasons.append("\(frames.late) of \(frames.sent) frames were sent late: the generator didn't get its core")
    }
    if let core = circumstances.serverCore, core == circumstances.generatorCore {
      reasons.append("server and generator share core \(core)")
    }
    if let share = server.cpuShare, share + busy > Double(circumstances.machine.cores) * 1.02 {
      reasons.append("server and generator used more than the machine's \(circumstances.machine.cores) cores")
    }
    if latency.count == 0 { reasons.append("nothing was measured") }
    return reasons
  }

  /// Which limits the run broke.
  var breaches: [String] {
    var reasons: [String] = []
    let limit = plan.p99LimitMilliseconds
    if latency.p99 > limit, plan.mode == .echo || knowsDelay {
      reasons.append("p99 \(Decimal.text(latency.p99, places: 2)) ms is above \(Decimal.text(limit, places: 0)) ms")
    }
    for (reason, count) in failures.sorted(by: { $0.key < $1.key }) { reasons.append("\(count) calls: \(reason)") }
    add(dropped, "calls ended by the server", to: &reasons)
    add(frames.refusedMessages, "messages that the carrier would refuse", to: &reasons)
    if plan.mode == .echo {
      add(frames.lost, "frames lost", to: &reasons)
      add(frames.crossed, "frames crossed into another call", to: &reasons)
      add(frames.damaged, "frames damaged", to: &reasons)
      add(frames.duplicated, "frames back twice", to: &reasons)
      add(frames.disordered, "frames out of order", to: &reasons)
      add(frames.foreignBytes, "bytes of audio that nobody sent", to: &reasons)
      add(frames.clears, "interruptions though nobody spoke", to: &reasons)
    }
    if let talk {
      add(talk.unanswered, "turns without an answer", to: &reasons)
      add(talk.ignoredBargeIns, "interruptions that didn't silence the AI", to: &reasons)
    }
    return reasons
  }

  private func add(_ count: Int, _ what: String, to reasons: inout [String]) {
    if count > 0 { reasons.append("\(count) \(what)") }
  }

  private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
