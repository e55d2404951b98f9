package import AsyncHTTPClient
package import NIOCore
import NIOHTTP1
import Simulators
package import WebSockets

/// Places calls as the carrier does: a signed announcement, the TwiML that answers it, the media stream that it names.
package struct CallPlacing: Sendable {
  /// Why a call didn't come about.
  package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    case unreachable
    case status(Int)
    case notTwiML
    /// The TwiML connects no stream: the call was refused.
    case noStream
    case socket(String)
    /// The server did what it should have refused.
    case unexpected(String)

    package var description: String {
      switch self {
      case .unreachable: "the server couldn't be reached in time"
      case .status(let status): "the announcement was answered with \(status)"
      case .notTwiML: "the answer is no TwiML"
      case .noStream: "the answer connects no stream"
      case .socket(let reason): "the stream didn't open: \(reason)"
      case .unexpected(let what): what
      }
    }
  }

  /// How long a webhook may take: the carrier's own budget.
  package static let webhookTimeout = TimeAmount.seconds(15)

  private let target: CallsTarget
  private let client: HTTPClient
  private let sockets: WebSocketClient
  private let signature: CarrierSignature

  package init(to target: CallsTarget, client: HTTPClient, sockets: WebSocketClient) {
    self.target = target
    self.client = client
    self.sockets = sockets
    signature = CarrierSignature(authToken: target.authToken)
  }

  /// A call that has a stream.
  package struct Placed: Sendable {
    fileprivate let identity: CallIdentity
    /// Kept when its socket is closed.
    package let ended: EventLoopFuture<Void>
  }

  /// Announces call `number`, opens its stream.
  package func place(_ number: Int, on board: NIOLoopBound<Switchboard>, loop: any EventLoop) async throws(Failure)
    -> Placed
  {
    let identity = identity(number)
    let stream = try await announce(identity)
    let streamIdentity = self.stream(of: identity, stream.parameters)
    let ended = loop.makePromise(of: Void.self)
    do {
      _ = try await sockets.connect(
        to: stream.url, headers: headers(for: stream), on: loop
      ) { _ in board.value.call(number, streamIdentity, ended: ended) }
    } catch {
      // The handler may have been made, and been told that it is closed.
      ended.succeed()
      throw .socket(error.description)
    }
    return Placed(identity: identity, ended: ended.futureResult)
  }

  /// Tells the server that the call is over, as the carrier does.
  package func report(over call: Placed) async throws(Failure) { try await report(over: call.identity) }

  // MARK: The steps of a call

  /// Who calls whom, under a new name of the carrier's.
  func identity(_ number: Int, to dialled: String? = nil) -> CallIdentity {
    CallIdentity(
      accountSid: target.accountSid, callSid: CarrierID.random("CA"), from: Self.caller(number),
      to: dialled ?? target.dialled[number % target.dialled.count])
  }

  /// Announces the call; the stream that the answer names.
  func announce(_ identity: CallIdentity, isSigned: Bool = true) async throws(Failure) -> TwiMLStream {
    try Self.stream(
      in: try await post("/twilio/voice/incoming", identity.fields(status: "ringing"), isSigned: isSigned))
  }

  /// The identity of a new stream with these parameters.
  func stream(of identity: CallIdentity, _ parameters: [FormField]) -> StreamIdentity {
    StreamIdentity(
      streamSid: CarrierID.random("MZ"), accountSid: target.accountSid, callSid: identity.callSid,
      customParameters: parameters)
  }

  /// What the carrier sends with the stream's handshake.
  func headers(for stream: TwiMLStream) -> [(String, String)] {
    [("X-Twilio-Signature", signature.sign(url: stream.url))]
  }

  /// Tells the server that the call is over.
  func report(over identity: CallIdentity) async throws(Failure) {
    _ = try await post(
      "/twilio/voice/status",
      identity.fields(status: "completed") + [FormField("CallDuration", "1"), FormField("SequenceNumber", "0")])
  }

  private func post(
    _ path: String, _ fields: [FormField], isSigned: Bool = true
  ) async throws(Failure) -> [UInt8] {
    let url = target.baseURL + path
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded; charset=UTF-8")
    request.headers.add(
      name: "X-Twilio-Signature", value: isSigned ? signature.sign(url: url, fields: fields) : "c2lnbmF0dXJl")
    request.headers.add(name: "I-Twilio-Idempotency-Token", value: CarrierID.random("CA"))
    request.body = .bytes(ByteBuffer(string: FormText.encode(fields)))
    let response: HTTPClientResponse
    let body: ByteBuffer
    do {
      response = try await client.execute(request, timeout: Self.webhookTimeout)
      body = try await response.body.collect(upTo: TwiMLDocument.maximumBytes)
    } catch {
      throw .unreachable
    }
    guard (200..<300).contains(response.status.code) else { throw .status(Int(response.status.code)) }
    return Array(body.readableBytesView)
  }

  private static func stream(in answer: [UInt8]) throws(Failure) -> TwiMLStream {
    let document: TwiMLDocument
    do {
      document = try TwiMLDocument(parsing: answer)
    } catch {
      throw .notTwiML
    }
    for case .connect(let stream, _) in document.verbs { return stream }
    throw .noStream
  }

  /// Each caller has a number of its own, so that nobody looks like somebody who calls all the time.
  package static func caller(_ number: Int) -> String { "+1555\(2_000_000 + number)" }
}
