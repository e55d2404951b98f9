internal import AsyncHTTPClient
public import Logging
public import NIOCore
internal import NIOHTTP1
public import VoiceCore

/// The carrier's REST API as far as we use it. Source: Twilio, "Call resource".
///
/// Has an HTTP client of its own, which follows no redirect (the account's secret must not travel) and wants `close`.
public struct TwilioTelephony: Telephony {
  /// How long one request may take in all.
  public static let timeout: TimeAmount = .seconds(5)
  /// The most bytes of an answer that are read.
  static let maximumAnswerBytes = 64 << 10

  private let settings: TwilioSettings
  private let client: HTTPClient
  private let log: Logger

  /// The account of these settings.
  public init(_ settings: TwilioSettings, eventLoopGroup: (any EventLoopGroup)? = nil, log: Logger) {
    self.settings = settings
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
    let answer = try await post("/Calls/\(leg.text).json", "Status=completed")
    switch answer.meaning {
    case .done, .alreadyOver: break
    case .failed(let failure):
      log.warning(
        "the carrier did not hang up",
        metadata: ["status": "\(answer.status)", "code": "\(answer.code.map(String.init) ?? "none")"])
      throw failure
    }
  }

  private func post(_ path: String, _ form: String) async throws(TelephonyFailure) -> TwilioAnswer {
    var request = HTTPClientRequest(url: "\(settings.apiURL)/2010-04-01/Accounts/\(settings.accountSID)\(path)")
    request.method = .POST
    request.headers.add(name: "Authorization", value: TwilioCredentials(settings).basic)
    request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
    request.body = .bytes(ByteBuffer(string: form))
    do {
      let response = try await client.execute(request, timeout: Self.timeout, logger: nil)
      let body = try? await response.body.collect(upTo: Self.maximumAnswerBytes)
      return TwilioAnswer(status: Int(response.status.code), body: body)
    } catch {
      log.warning("the carrier does not answer", metadata: ["reason": "\(type(of: error))"])
      throw .unavailable
    }
  }
}
