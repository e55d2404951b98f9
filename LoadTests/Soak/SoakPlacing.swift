import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Simulators
import WebSockets

/// Places the calls of a soak run, each as its kind wants it, and sees that the server says what it should.
struct SoakPlacing: Sendable {
  private let placing: CallPlacing
  private let loop: any EventLoop
  private let sockets: WebSocketClient

  init(to target: CallsTarget, client: HTTPClient, sockets: WebSocketClient, on loop: any EventLoop) {
    placing = CallPlacing(to: target, client: client, sockets: sockets)
    self.loop = loop
    self.sockets = sockets
  }

  /// Places call `number` and sees it to its end.
  func place(_ number: Int) async -> SoakTally {
    let kind = SoakPlan.kind(of: number)
    var tally = SoakTally(calls: [kind: 1])
    do throws(CallPlacing.Failure) {
      try await place(kind, number)
    } catch {
      tally.unexpected["\(kind.rawValue): \(error)"] = 1
    }
    return tally
  }

  private func place(_ kind: SoakPlan.Kind, _ number: Int) async throws(CallPlacing.Failure) {
    let identity = placing.identity(number)
    switch kind {
    case .unsigned:
      do throws(CallPlacing.Failure) {
        _ = try await placing.announce(identity, isSigned: false)
        throw .unexpected("the announcement was taken")
      } catch {
        if error != .status(403) { throw error }
      }
    case .unknownNumber:
      do throws(CallPlacing.Failure) {
        _ = try await placing.announce(placing.identity(number, to: "+15559999999"))
        throw .unexpected("a stream was offered")
      } catch {
        if error != .noStream { throw error }
      }
    case .abandoned:
      _ = try await placing.announce(identity)
      try await placing.report(over: identity)
    case .whole, .cut:
      let stream = try await placing.announce(identity)
      _ = try await run(stream, of: identity, stream.parameters, endingBy: kind == .whole ? .goodbye : .cut)
      try await placing.report(over: identity)
    case .wrongToken:
      let stream = try await placing.announce(identity)
      let parameters = stream.parameters.map {
        $0.name == "token" ? FormField($0.name, String($0.value.reversed())) : $0
      }
      let code = try await run(stream, of: identity, parameters, endingBy: .refused)
      guard code == .policyViolation else { throw .unexpected("a wrong token was answered with \(code.number)") }
      try await placing.report(over: identity)
    }
  }

  private func run(
    _ stream: TwiMLStream, of identity: CallIdentity, _ parameters: [FormField], endingBy ending: SoakCall.Ending
  ) async throws(CallPlacing.Failure) -> CloseCode {
    let streamIdentity = placing.stream(of: identity, parameters)
    let ended = loop.makePromise(of: CloseCode.self)
    do {
      _ = try await sockets.connect(to: stream.url, headers: placing.headers(for: stream), on: loop) { _ in
        SoakCall(streamIdentity, endingBy: ending, ended: ended)
      }
      return try await ended.futureResult.get()
    } catch {
      ended.succeed(.abnormal)
      throw .socket("\(error)")
    }
  }
}
