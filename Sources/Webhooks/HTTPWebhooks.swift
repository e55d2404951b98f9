internal import AsyncHTTPClient
public import NIOCore
internal import NIOHTTP1
internal import NIOPosix
public import VoiceCore

/// Sends webhooks over HTTP: signed, to public addresses only, within bounds whatever the receiver does.
///
/// The host's name is resolved here, every address that it has is looked at, and the connection goes to one that was looked
/// at: a name that changes between the look and the connection leads nowhere else. So each message has a connection of its
/// own. Of an answer only the status is read; a redirect is one like others.
public final class HTTPWebhooks: WebhookSender {
  /// How long the host's name may take.
  public static let resolving: TimeAmount = .seconds(5)
  /// How long everything else may take, up to the answer's headers. With the name's time it stays well below the time for
  /// which a delivery is claimed.
  public static let patience: TimeAmount = .seconds(15)
  /// How many names are asked for at once.
  static let threadCount = 8

  /// Which span a message is a part of, for a receiver who traces too; `nil` tells nothing.
  public typealias Tracing = @Sendable (WebhookMessage.Content) -> TraceContext?

  /// Writes what a message says, as JSON.
  public typealias Writing = @Sendable (WebhookMessage.Content) -> [UInt8]

  private let rule: WebhookRule
  private let write: Writing
  private let group: any EventLoopGroup
  private let threads: NIOThreadPool
  private let patience: TimeAmount
  private let tracing: Tracing

  /// A sender by this rule.
  /// - Parameter patience: for tests.
  public init(
    _ rule: WebhookRule, on group: any EventLoopGroup, patience: TimeAmount = HTTPWebhooks.patience,
    tracing: @escaping Tracing = { _ in nil }, writing: @escaping Writing
  ) {
    self.rule = rule
    self.group = group
    self.patience = patience
    write = writing
    self.tracing = tracing
    threads = NIOThreadPool(numberOfThreads: Self.threadCount)
    threads.start()
  }

  /// Lets go of the threads; messages that are on their way come to their end.
  public func close() async { try? await threads.shutdownGracefully() }

  /// See `WebhookSender`.
  public func send(_ message: WebhookMessage, to url: WebhookURL) async -> WebhookResult {
    guard rule.allows(url) else { return .failed(.addressRefused) }
    let resolver = HostResolver(threads: threads, eventLoop: group.any())
    switch await resolver(url.host, port: url.port, within: Self.resolving) {
    case .timedOut: return .failed(.timedOut)
    case .unknown: return .failed(.notResolved)
    case .addresses(let found):
      // One that leads elsewhere makes all of them suspect.
      guard let first = found.first, found.allSatisfy({ rule.allows($0.address) }) else {
        return .failed(.addressRefused)
      }
      return await post(message, to: url, at: first.text)
    }
  }

  private func post(_ message: WebhookMessage, to url: WebhookURL, at address: String) async -> WebhookResult {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.httpVersion = .http1Only
    configuration.timeout = .init(connect: patience, read: patience, write: patience)
    configuration.connectionPool.retryConnectionEstablishment = false
    // The certificate is still asked for under the host's name.
    configuration.dnsOverride = [url.host: address]
    let client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
    let result = await exchange(message, with: url, through: client)
    // The rest of the answer goes with the connection.
    try? await client.shutdown()
    return result
  }

  private func exchange(
    _ message: WebhookMessage, with url: WebhookURL, through client: HTTPClient
  ) async -> WebhookResult {
    let body = write(message.content)
    var request = HTTPClientRequest(url: url.canonical)
    request.method = .POST
    request.headers.add(name: "content-type", value: "application/json")
    request.headers.add(name: "user-agent", value: "VoiceCore")
    for header in WebhookSignature(of: message, body: body).headers {
      request.headers.add(name: header.name, value: header.value)
    }
    if let place = tracing(message.content) { request.headers.add(name: TraceContext.header, value: place.traceparent) }
    request.body = .bytes(ByteBuffer(bytes: body))
    do {
      return .status(Int(try await client.execute(request, timeout: patience).status.code))
    } catch let error as HTTPClientError {
      return .failed(Self.trouble(error))
    } catch is HTTPParserError {
      return .failed(.unreadable)
    } catch {
      return .failed(.notConnected)
    }
  }

  private static func trouble(_ error: HTTPClientError) -> WebhookResult.Trouble {
    switch error {
    case .deadlineExceeded, .connectTimeout, .readTimeout, .writeTimeout, .tlsHandshakeTimeout: .timedOut
    case .cancelled: .interrupted
    default: .notConnected
    }
  }
}

extension WebhookURL {
  /// The same with its host as it is connected to, so that no spelling of it goes around the address that was looked at.
  var canonical: String {
    let name = host.contains(":") ? "[\(host)]" : host
    let rest = text.drop { $0 != ":" }.dropFirst(3).drop { !"/?".contains($0) }
    let target = rest.first == "/" ? String(rest) : "/" + rest
    return (isSecure ? "https://" : "http://") + name + ":\(port)" + target
  }
}
