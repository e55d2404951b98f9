extension CallsReport {
  /// A figure with its name and what it means, for tables.
  public struct Row: Sendable {
    public let name: String
    public let value: String
    public let meaning: String
  }

  /// The figures, in the order in which they are read.
  public var rows: [Row] {
    [
      Row(name: "verdict", value: verdict.rawValue, meaning: reasons.joined(separator: "; ")),
      Row(
        name: "calls", value: "\(established) of \(plan.calls)",
        meaning: "\(plan.mode.rawValue) mode, \(plan.seconds) s measured, ramp \(places(plan.rampSeconds, 1)) s, "
          + (plan.tenants == 1 ? "one tenant" : "\(plan.tenants) tenants")),
    ] + latencyRows + (talk.map(talkRows) ?? []) + frameRows + serverRows + generatorRows
  }

  private var latencyRows: [Row] {
    let meaning =
      plan.mode == .echo
      ? "due time at the caller to frame back at the caller"
      : talk?.aiDelayMilliseconds == nil
        ? "end of speech to first audio of the answer, the AI's own delay included"
        : "end of speech to first audio of the answer, without the AI's own delay"
    return [
      Row(name: "p50", value: value(latency, \.p50), meaning: meaning),
      Row(name: "p90", value: value(latency, \.p90), meaning: ""),
      Row(
        name: "p99", value: value(latency, \.p99),
        meaning: "limit \(milliseconds(plan.p99LimitMilliseconds))"),
      Row(name: "p99.9", value: value(latency, \.p999), meaning: ""),
      Row(name: "max", value: value(latency, \.maximum), meaning: "\(latency.count) values"),
    ]
  }

  private func talkRows(_ talk: Talk) -> [Row] {
    let delay = talk.aiDelayMilliseconds.map { "the AI's own part is \($0) ms" } ?? "the AI's own part is unknown"
    return [
      Row(
        name: "answers", value: "\(talk.answers)",
        meaning: "\(talk.unanswered) turns without one, counted by their age; \(talk.premature) too early to be one"),
      Row(name: "turn, raw p50", value: value(talk.rawTurn, \.p50), meaning: delay),
      Row(name: "turn, raw p99", value: value(talk.rawTurn, \.p99), meaning: ""),
      Row(
        name: "barge-ins", value: "\(talk.bargeIns)",
        meaning: "\(talk.ignoredBargeIns) ignored, \(talk.spokenOver) spoken over; first loud frame due to clear:"),
      Row(name: "barge-in p50", value: value(talk.bargeIn, \.p50), meaning: ""),
      Row(name: "barge-in p99", value: value(talk.bargeIn, \.p99), meaning: ""),
    ]
  }

  private var frameRows: [Row] {
    let sent = Row(
      name: "frames sent", value: "\(frames.sent)",
      meaning: "of \(nominalFrames) nominal; \(frames.late) sent more than "
        + "\(FrameTally.lateAfterMilliseconds) ms late by the generator")
    guard let received = frames.received, let lost = frames.lost, let crossed = frames.crossed,
      let damaged = frames.damaged, let duplicated = frames.duplicated, let disordered = frames.disordered
    else { return [sent] }
    return [
      sent, Row(name: "frames back", value: "\(received)", meaning: "within 2 s after the end"),
      Row(name: "lost", value: "\(lost)", meaning: ""),
      Row(name: "crossed", value: "\(crossed)", meaning: "audio of another call"),
      Row(
        name: "spoiled", value: "\(damaged + duplicated + disordered)", meaning: "damaged, twice or out of order"),
    ]
  }

  private var serverRows: [Row] {
    [
      Row(name: "server CPU", value: share(server.cpuShare), meaning: "of one core"),
      Row(
        name: "per call-second", value: server.cpuMillisecondsPerCallSecond.map { places($0, 3) + " ms" } ?? "unknown",
        meaning: "server CPU per call and second"),
      Row(
        name: "memory", value: server.loadedMiB.map { places($0, 1) + " MiB" } ?? "unknown",
        meaning: server.idleMiB.map { "idle \(places($0, 1)) MiB" } ?? ""),
      Row(
        name: "per call", value: server.kibPerCallAboveIdle.map { places($0, 0) + " KiB" } ?? "unknown",
        meaning: "resident memory above idle"),
      Row(name: "threads", value: server.threads.map(String.init) ?? "unknown", meaning: "of the server"),
    ]
  }

  private var generatorRows: [Row] {
    [
      Row(
        name: "generator CPU", value: share(generator.cpuShare),
        meaning: "of its core, the simulated AI included; above 80 % the run is void"),
      Row(
        name: "other load", value: generator.otherLoad.map { places($0, 2) + " cores" } ?? "unknown",
        meaning: "everything else on the machine meanwhile"),
    ]
  }

  private func value(_ percentiles: Percentiles?, _ part: KeyPath<Percentiles, Double>) -> String {
    guard let percentiles, percentiles.count > 0 else { return "none" }
    return milliseconds(percentiles[keyPath: part])
  }

  private func milliseconds(_ value: Double) -> String { places(value, 2) + " ms" }
  private func share(_ value: Double?) -> String { value.map { places($0 * 100, 1) + " %" } ?? "unknown" }
  private func places(_ value: Double, _ places: Int) -> String { Decimal.text(value, places: places) }
}
