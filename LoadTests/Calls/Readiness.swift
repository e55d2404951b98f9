internal import AsyncHTTPClient
public import NIOCore
internal import NIOHTTP1

/// Waits for a server that was just started.
public enum Readiness {
  /// Between two questions.
  private static let interval = Duration.milliseconds(50)

  /// Asks `/readyz` until it answers 200.
  /// - Parameter isAlive: asked between; a server that is gone isn't waited for.
  /// - Returns: whether it did, in time.
  public static func wait(
    for baseURL: String, within limit: Duration, on group: any EventLoopGroup, isAlive: @Sendable () -> Bool
  ) async throws -> Bool {
    let client = HTTPClient(eventLoopGroupProvider: .shared(group))
    let end = ContinuousClock.now + limit
    var isReady = false
    while !isReady, !Task.isCancelled, isAlive(), ContinuousClock.now < end {
      let response = try? await client.execute(HTTPClientRequest(url: baseURL + "/readyz"), timeout: .seconds(2))
      _ = try? await response?.body.collect(upTo: 64 << 10)
      isReady = response?.status.code == 200
      if !isReady { try? await Task.sleep(for: interval) }
    }
    try? await client.shutdown()  // it is shut down already, or now
    try Task.checkCancellation()
    return isReady
  }
}
