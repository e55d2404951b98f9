import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Tokens

/// Fetches what an outside issuer publishes, as `OutsideAccessTokens.Fetch` promises: within five seconds, without following
/// redirects, and no more than 256 KiB.
struct PublishedKeys: Sendable {
  static let patience: TimeAmount = .seconds(5)
  static let maximumBytes = 256 * 1024

  private let client: HTTPClient

  init(on eventLoops: any EventLoopGroup) {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.timeout.connect = Self.patience
    client = HTTPClient(eventLoopGroupProvider: .shared(eventLoops), configuration: configuration)
  }

  /// It answered with something else.
  struct NotPublished: Error {}

  var fetch: OutsideAccessTokens.Fetch {
    { [client] address in
      let response = try await client.execute(HTTPClientRequest(url: address), timeout: Self.patience)
      guard response.status == .ok else { throw NotPublished() }
      return Array(buffer: try await response.body.collect(upTo: Self.maximumBytes))
    }
  }

  func close() async { try? await client.shutdown() }
}
