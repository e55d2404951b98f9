import PropertyTesting
import Simulators

extension RunningServer {
  /// How long a call that is over may take to leave its last session and its record, in real time.
  static let maximumSettling = Duration.seconds(20)
  /// Between two looks.
  private static let interval = Duration.milliseconds(10)

  /// Plays a call and waits until the server is through with it.
  func play(_ call: SpokenCall, reading api: CallsAPI) async throws -> HeardCall {
    let script = call.carrierScript(dialling: line)
    let (report, number) = await desk.speaking(call.script) { [carrier] in await carrier.place(script) }
    try Task.checkCancellation()
    let session = try await closedSession(number, of: report)
    var heard = HeardCall(report, session)
    heard.person = person
    heard.strays = desk.takeStrays()
    let told = try await api.endedCall(report.callSid, within: Self.maximumSettling)
    try require(told != nil, "the call has no record \(Self.maximumSettling) after its end")
    guard let told else { return heard }
    heard.failedAttempts = told.failed_attempts
    heard.transferReason = told.transfer?.reason
    heard.transcript = try await api.transcript(of: told)
    return heard
  }

  private func closedSession(_ number: Int?, of report: CallReport) async throws -> RealtimeSessionReport {
    try require(number != nil, "the realtime AI had no session; the call ended by \(report.ending)")
    let end = ContinuousClock.now + Self.maximumSettling
    while true {
      if let session = ai.reports.first(where: { $0.session == number }), session.closing != nil { return session }
      try require(ContinuousClock.now < end, "the session is still open \(Self.maximumSettling) after the call's end")
      try await Task.sleep(for: Self.interval)
    }
  }
}
