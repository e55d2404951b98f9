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

/// One second of the window. Latencies are in milliseconds, shares of a core are 0 to 1.
public struct CallsSecond: Codable, Equatable, Sendable {
  public let second: Int
  public let callsUp: Int
  public let framesSent: Int
  public let framesReceived: Int
  public let p50: Double
  public let p90: Double
  public let p99: Double
  public let maximum: Double
  public let serverCPU: Double?
  public let generatorCPU: Double
  public let serverMiB: Double?

  package init(
    second: Int, callsUp: Int, framesSent: Int, framesReceived: Int, p50: Double, p90: Double, p99: Double,
    maximum: Double, serverCPU: Double?, generatorCPU: Double, serverMiB: Double?
  ) {
    self.second = second
    self.callsUp = callsUp
    self.framesSent = framesSent
    self.framesReceived = framesReceived
    self.p50 = p50
    self.p90 = p90
    self.p99 = p99
    self.maximum = maximum
    self.serverCPU = serverCPU
    self.generatorCPU = generatorCPU
    self.serverMiB = serverMiB
  }

  /// The second in a line.
  var line: String {
    let server = serverCPU.map { "\(Int($0 * 100)) %" } ?? "unknown"
    return "\(callsUp) calls up, \(framesSent) frames out, \(framesReceived) back, "
      + "p99 \(Decimal.text(p99, places: 2)) ms, server CPU \(server), generator \(Int(generatorCPU * 100)) %"
  }
}
