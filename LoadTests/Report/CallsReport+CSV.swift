extension CallsReport {
  /// The seconds of the window, a line each; a field of what wasn't measured is empty; latencies in milliseconds, shares of a core from 0 to 1.
  public var csv: String {
    let heading =
      "second,calls_up,frames_sent,frames_received,p50_ms,p90_ms,p99_ms,max_ms,server_cpu,generator_cpu,server_mib"
    let milliseconds = { (value: Double?) in value.map { Decimal.text($0, places: 3) } ?? "" }
    let lines = series.map { second in
      [
        "\(second.second)", "\(second.callsUp)", "\(second.framesSent)", second.framesReceived.map(String.init) ?? "",
        milliseconds(second.p50), milliseconds(second.p90), milliseconds(second.p99), milliseconds(second.maximum),
        second.serverCPU.map { Decimal.text($0, places: 3) } ?? "",
        Decimal.text(second.generatorCPU, places: 3), second.serverMiB.map { Decimal.text($0, places: 1) } ?? "",
      ].joined(separator: ",")
    }
    return ([heading] + lines).joined(separator: "\n") + "\n"
  }
}
