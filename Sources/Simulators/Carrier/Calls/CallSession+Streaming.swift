internal import NIOCore
internal import WebSockets

/// The step in which the call is on a media stream.
extension CallSession {
  mutating func stream(to url: String, _ identity: StreamIdentity) async -> CarrierCall.Outcome {
    let stream = CarrierStream(
      identity, program: program, faults: script.faults, hearing: script.hearing, factor: clock.factor)
    let promises = MediaLink.Promises(
      ended: loop.makePromise(of: StreamEnding.self), hangUpWanted: loop.makePromise(of: Bool.self))
    do {
      try await connect(to: url) { [clock, line] in
        MediaLink(stream, clock: clock, line: line, promises: promises)
      }
    } catch {
      // Both may have been kept already, by a link that opened while we were being cancelled.
      promises.ended.fail(error)
      promises.hangUpWanted.succeed(false)
      return .streamRefused(reason: Self.reason(error))
    }
    for notice in call.streamStarted() { await post(notice) }
    if script.faults.contains(.statusBeforeEnd), (try? await promises.hangUpWanted.futureResult.get()) == true {
      for notice in call.statusNotices(at: clock.now) { await post(notice) }
      line.hangUpStream()
    }
    guard let ending = try? await promises.ended.futureResult.get() else { return .streamRefused(reason: "no stream") }
    call.note(ending.timeline)
    traffic += ending.traffic
    program = ending.program
    return .streamEnded(ending.cause)
  }

  private func connect(to url: String, _ makeLink: @escaping @Sendable () -> MediaLink) async throws {
    let headers = sender.headers(url: url, fields: [], faults: script.faults)
    if script.steps.contains(.fault(.cutSocket)), CarrierURL.scheme(of: url) == "ws" {
      try await CuttableConnection.connect(
        to: url, headers: headers, on: loop, limits: socketLimits, makeLink: makeLink)
    } else {
      _ = try await sockets.connect(to: url, headers: headers, on: loop) { _ in makeLink() }
    }
  }

  private static func reason(_ error: any Error) -> String {
    switch error {
    case let failure as WebSocketClientFailure: failure.description
    case let refused as CuttableConnection.Refused: "refused with status \(refused.status)"
    default: "connection failed"
    }
  }
}
