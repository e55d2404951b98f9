import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import PropertyTesting
import Web

/// Asks one deployment, and nobody else: no redirect is followed. Who is told to ask later does so, answers are bounded,
/// and after the first trouble nothing more is asked but what cleans up.
actor LiveClient {
  /// The longest answer that is read, in bytes.
  private static let maximumBytes = 4 << 20
  /// How long an answer may take.
  private static let patience = TimeAmount.seconds(60)
  /// The longest that a refusal may make us wait.
  private static let longestWait = Duration.seconds(90)
  /// How often one question is asked again.
  private static let mostRepeats = 6

  /// Whether a refusal for asking too often is waited out, or is what is asked for.
  enum Manner: Equatable, Sendable { case patient, eager, cleaning }

  let address: LiveAddress
  let tally: LiveTally
  private let http: HTTPClient
  private let end: ContinuousClock.Instant
  /// The first thing that went wrong without being a law's fault.
  private(set) var trouble: LiveTrouble?

  /// - Parameter end: after this moment nothing is asked but what cleans up.
  init(_ address: LiveAddress, tally: LiveTally, until end: ContinuousClock.Instant) {
    self.address = address
    self.tally = tally
    self.end = end
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow,
      timeout: HTTPClient.Configuration.Timeout(connect: Self.patience, read: Self.patience))
    // Nobody listens is an answer, too.
    configuration.connectionPool.retryConnectionEstablishment = false
    http = HTTPClient(eventLoopGroup: MultiThreadedEventLoopGroup.singleton, configuration: configuration)
  }

  /// Lets go of the connections.
  func close() async { try? await http.shutdown() }

  /// Gives up: whatever is asked from now on throws this.
  func give(up reason: String) -> LiveTrouble {
    let trouble = trouble ?? LiveTrouble(reason)
    self.trouble = trouble
    return trouble
  }

  /// Asks as the bearer of a token or key.
  /// - Throws: `LiveTrouble`, `CancellationError`, and a `RequirementFailure` for a server that fails.
  func ask(
    _ question: Prober.Question, bearing token: String? = nil, _ manner: Manner = .patient
  ) async throws -> Prober.Answer {
    for _ in 0..<Self.mostRepeats {
      try checkOpen(manner)
      let answer = try await answer(to: question, bearing: token, manner)
      guard manner != .eager, [429, 503].contains(answer.status), let wait = answer.retryAfter else {
        try require(
          answer.status < 500 || answer.status == 503,
          "\(question.method) \(question.target) is answered by \(answer.status)")
        return answer
      }
      guard wait <= Self.longestWait, manner == .cleaning || ContinuousClock.now + wait < end else {
        throw give(up: "the deployment asks us to wait for \(wait), and there is no time for it")
      }
      try await Task.sleep(for: wait)
    }
    throw give(up: "the deployment refused \(question.method) \(question.target) \(Self.mostRepeats) times")
  }

  /// Opens a WebSocket and hears its first message.
  func listen(_ target: String, bearing token: String) async throws -> LiveSocket.Answer {
    try checkOpen(.patient)
    tally.asked()
    do {
      return try await LiveSocket.listen(at: address, target, bearing: token)
    } catch let error as LiveTrouble {
      try Task.checkCancellation()
      throw give(up: "\(error)")
    }
  }

  private func checkOpen(_ manner: Manner) throws {
    guard manner != .cleaning else { return }
    try Task.checkCancellation()
    if let trouble { throw trouble }
    if ContinuousClock.now >= end { throw give(up: "the time of the run, or of its token, is over") }
  }

  private func answer(
    to question: Prober.Question, bearing token: String?, _ manner: Manner
  ) async throws -> Prober.Answer {
    var request = HTTPClientRequest(url: address.text + question.target)
    request.method = HTTPMethod(rawValue: question.method)
    for (name, value) in question.headers { request.headers.add(name: name, value: value) }
    if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
    if let body = question.body { request.body = .bytes(ByteBuffer(bytes: body)) }
    tally.asked()
    do {
      let response = try await http.execute(request, timeout: Self.patience)
      let body = try await response.body.collect(upTo: Self.maximumBytes)
      let head = response.headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
      return Prober.Answer(status: Int(response.status.code), head: head, body: Array(body.readableBytesView))
    } catch let error as CancellationError {
      throw error
    } catch {
      try Task.checkCancellation()
      // The error names no token: it is the client's own word for what happened to the connection.
      throw manner == .cleaning
        ? LiveTrouble("no answer: \(error)") : give(up: "no answer from \(address.text): \(error)")
    }
  }
}

extension Prober.Answer {
  /// A header's first value.
  func header(_ name: String) -> String? { headers[name] }

  /// How long it asks to be left alone (RFC 9110, section 10.2.3), in whole seconds.
  var retryAfter: Duration? { header("Retry-After").flatMap { Int($0) }.map { .seconds($0) } }
}
