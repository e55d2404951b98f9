internal import AsyncHTTPClient
public import Logging
public import NIOCore
internal import NIOHTTP1
public import VoiceCore

/// The carrier's REST API as far as we use it. Source: Twilio, "Call resource".
///
/// Has an HTTP client of its own, which follows no redirect (the account's secret must not travel) and wants `close`.
public struct TwilioTelephony: LegControl {
  /// How long one request may take in all.
  public static let timeout: TimeAmount = .seconds(5)
  /// The most bytes of an answer that are read.
  static let maximumAnswerBytes = 64 << 10

  let settings: TwilioSettings
  let client: HTTPClient
  let gate: ServiceGate
  let log: Logger

  /// The account of these settings.
  /// - Parameter gate: every request passes it; one that may not pass is `.unavailable`.
  public init(
    _ settings: TwilioSettings, eventLoopGroup: (any EventLoopGroup)? = nil, gate: ServiceGate = .open, log: Logger
  ) {
    self.settings = settings
    self.gate = gate
    self.log = log
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.timeout = HTTPClient.Configuration.Timeout(connect: Self.timeout, read: Self.timeout)
    // Whoever wants the hang-up asks again; waiting here for a refused connection helps nobody.
    configuration.connectionPool.retryConnectionEstablishment = false
    client = HTTPClient(
      eventLoopGroup: eventLoopGroup ?? HTTPClient.defaultEventLoopGroup, configuration: configuration)
  }

  /// Lets go of the connections. Requests that still run fail with `.unavailable`.
  public func close() async {
    // Closing twice is no harm: the only failure is that it was done already.
    try? await client.shutdown()
  }

  /// Ends a leg. One that has ended already is no error, so this may be repeated.
  public func hangUp(_ leg: CarrierCallID) async throws(TelephonyFailure) {
    guard settings.hasAccount else { throw .notConfigured }
    let answer = try await request("/Calls/\(leg.text).json", posting: "Status=completed")
    switch answer.meaning {
    case .done, .alreadyOver: break
    case .failed(let failure):
      log.warning(
        "the carrier did not hang up",
        metadata: ["status": "\(answer.status)", "code": "\(answer.code.map(String.init) ?? "none")"])
      throw failure
    }
  }

  /// See `LegControl`.
  public func state(of leg: CarrierCallID) async throws(TelephonyFailure) -> LegState {
    guard settings.hasAccount else { throw .notConfigured }
    let answer = try await request("/Calls/\(leg.text).json")
    switch answer.meaning {
    case .done:
      guard let state = answer.legState else { throw .unavailable }
      return state
    case .alreadyOver: return .over(.carrierFailed)
    case .failed(let failure): throw failure
    }
  }

  /// See `LegControl`: Twilio leaves the document that it carries out and fetches the one that follows a stream.
  public func askAnew(about leg: CarrierCallID) async throws(TelephonyFailure) {
    _ = try await redirect(leg, to: WebhookPath.afterStream)
  }

  /// See `LegControl`: Twilio leaves the `<Dial>` that it is in.
  public func askAnew(
    about leg: CarrierCallID, of place: CallPlace, at turn: Int
  ) async throws(TelephonyFailure) -> Bool {
    try await redirect(leg, to: WebhookPath.at(WebhookPath.conference, in: place, turn: turn)) == .done
  }

  private func redirect(_ leg: CarrierCallID, to path: String) async throws(TelephonyFailure) -> TwilioAnswer.Meaning {
    guard settings.hasAccount else { throw .notConfigured }
    let form = FormEncoding.form([("Url", settings.publicURL.http(path)), ("Method", "POST")])
    let answer = try await request("/Calls/\(leg.text).json", posting: form)
    if case .failed(let failure) = answer.meaning { throw failure }
    return answer.meaning
  }

  /// The address of a resource of the account.
  func url(_ path: String) -> String { "\(settings.apiURL)/2010-04-01/Accounts/\(settings.accountSID)\(path)" }

  /// One request and its whole answer; a form is posted.
  func request(
    _ path: String, posting form: String? = nil, method: HTTPMethod = .GET
  ) async throws(TelephonyFailure) -> TwilioAnswer {
    var request = HTTPClientRequest(url: url(path))
    request.method = method
    request.headers.add(name: "Authorization", value: TwilioCredentials(settings).basic)
    if let form {
      request.method = .POST
      request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
      request.body = .bytes(ByteBuffer(string: form))
    }
    guard let permit = gate.admit() else { throw .unavailable }
    do {
      let response = try await client.execute(request, timeout: Self.timeout, logger: nil)
      let body = try? await response.body.collect(upTo: Self.maximumAnswerBytes)
      let answer = TwilioAnswer(status: Int(response.status.code), body: body)
      gate.tell(permit, answer.meaning.isTrouble ? .failed : .served)
      return answer
    } catch {
      gate.tell(permit, Task.isCancelled ? .abandoned : .failed)
      log.warning("the carrier does not answer", metadata: ["reason": "\(type(of: error))"])
      throw .unavailable
    }
  }
}
