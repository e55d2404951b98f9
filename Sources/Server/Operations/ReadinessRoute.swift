internal import VoiceCore
internal import Web

/// `GET /readyz`: one JSON line for each dependency; 503 while draining or when one fails.
struct ReadinessRoute: Route {
  let method = Method.get
  let path = "/readyz"
  let checks: [ReadinessCheck]
  let drain: Drain
  let time: any TimeSource
  let timeout: Duration

  func respond(to request: Request) async -> Response {
    let own: ReadinessCheck.Outcome = drain.isDraining ? .failed(reason: "draining") : .ready
    var lines = [(name: "server", outcome: own)]
    lines += await withTaskGroup(of: (Int, String, ReadinessCheck.Outcome).self) { group in
      for (index, check) in checks.enumerated() {
        group.addTask { (index, check.name, await run(check)) }
      }
      return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map { ($0.1, $0.2) }
    }
    let isReady = lines.allSatisfy { $0.outcome == .ready }
    return .text(
      lines.map(Self.line).joined(), type: "application/x-ndjson", status: isReady ? .ok : .unavailable)
  }

  private func run(_ check: ReadinessCheck) async -> ReadinessCheck.Outcome {
    await withTaskGroup { group in
      group.addTask { await check.check() }
      group.addTask {
        try? await time.sleep(for: timeout)
        return .failed(reason: "no answer in time")
      }
      defer { group.cancelAll() }
      return await group.next() ?? .ready
    }
  }

  private static func line(name: String, outcome: ReadinessCheck.Outcome) -> String {
    switch outcome {
    case .ready: "{\"name\":\(JSONText.string(name)),\"status\":\"ready\"}\n"
    case .failed(let reason):
      "{\"name\":\(JSONText.string(name)),\"status\":\"failed\",\"reason\":\(JSONText.string(reason))}\n"
    }
  }
}
