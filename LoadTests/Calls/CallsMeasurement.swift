/// What a run measured, before anybody judges it.
public struct CallsMeasurement: Sendable {
  public let plan: CallsPlan
  package let snapshot: CallsRecord.Snapshot
  /// Calls that got their stream.
  public let established: Int
  /// The others, by reason.
  public let failures: [String: Int]
  /// The server after the warm-up call.
  public let idle: ProcessMeter.Reading?
  public let use: CallsUse
  public let series: [CallsSecond]

  package init(
    plan: CallsPlan, snapshot: CallsRecord.Snapshot, established: Int, failures: [String: Int],
    idle: ProcessMeter.Reading?, use: CallsUse, series: [CallsSecond]
  ) {
    self.plan = plan
    self.snapshot = snapshot
    self.established = established
    self.failures = failures
    self.idle = idle
    self.use = use
    self.series = series
  }
}

/// Processor time used within the window.
public struct CallsUse: Sendable {
  /// The window as it was.
  public let seconds: Double
  /// `nil` when the server isn't ours to see.
  public let serverCPUSeconds: Double?
  /// The generator's whole process, the simulated AI included.
  public let generatorCPUSeconds: Double
  /// Everything else on the machine; `nil` when the server's share isn't known.
  public let otherCPUSeconds: Double?
  /// The server with all calls up.
  public let loaded: ProcessMeter.Reading?

  package init(
    seconds: Double, serverCPUSeconds: Double?, generatorCPUSeconds: Double, otherCPUSeconds: Double?,
    loaded: ProcessMeter.Reading?
  ) {
    self.seconds = seconds
    self.serverCPUSeconds = serverCPUSeconds
    self.generatorCPUSeconds = generatorCPUSeconds
    self.otherCPUSeconds = otherCPUSeconds
    self.loaded = loaded
  }
}

/// One second of the window. Latencies are in milliseconds, `nil` in a second that measured none; shares of a core are
/// 0 to 1.
public struct CallsSecond: Codable, Equatable, Sendable {
  public let second: Int
  public let callsUp: Int
  public let framesSent: Int
  /// `nil` in talk mode, where frames aren't known again.
  public let framesReceived: Int?
  public let p50: Double?
  public let p90: Double?
  public let p99: Double?
  public let maximum: Double?
  public let serverCPU: Double?
  public let generatorCPU: Double
  public let serverMiB: Double?

  package init(
    second: Int, callsUp: Int, framesSent: Int, framesReceived: Int?, latency: Percentiles, serverCPU: Double?,
    generatorCPU: Double, serverMiB: Double?
  ) {
    self.second = second
    self.callsUp = callsUp
    self.framesSent = framesSent
    self.framesReceived = framesReceived
    let isMeasured = latency.count > 0
    p50 = isMeasured ? latency.p50 : nil
    p90 = isMeasured ? latency.p90 : nil
    p99 = isMeasured ? latency.p99 : nil
    maximum = isMeasured ? latency.maximum : nil
    self.serverCPU = serverCPU
    self.generatorCPU = generatorCPU
    self.serverMiB = serverMiB
  }

  /// The second in a line.
  var line: String {
    let server = serverCPU.map { "\(Int($0 * 100)) %" } ?? "unknown"
    let back = framesReceived.map { "\($0) back, " } ?? ""
    let latency = p99.map { "p99 \(Decimal.text($0, places: 2)) ms" } ?? "no latency measured"
    return "\(callsUp) calls up, \(framesSent) frames out, \(back)\(latency), "
      + "server CPU \(server), generator \(Int(generatorCPU * 100)) %"
  }
}
