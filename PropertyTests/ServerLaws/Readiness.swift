import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Waits for a server that was just started.
public enum Readiness {
  /// Between two questions.
  private static let interval = Duration.milliseconds(50)
  /// The longest answer that is read.
  private static let maximumBytes = 64 << 10

  /// Asks `/readyz` until it answers 200.
  /// - Parameter isAlive: asked between; a server that is gone isn't waited for.
  /// - Returns: whether it did, in time.
  public static func wait(
    for baseURL: String, within limit: Duration, isAlive: @Sendable () -> Bool
  ) async throws -> Bool {
    let end = ContinuousClock.now + limit
    while isAlive(), ContinuousClock.now < end {
      let request = HTTPClientRequest(url: baseURL + "/readyz")
      // A server that doesn't listen yet refuses the connection; it is asked again.
      let response = try? await HTTPClient.shared.execute(request, timeout: .seconds(2))
      _ = try? await response?.body.collect(upTo: maximumBytes)
      if response?.status == .ok { return true }
      try await Task.sleep(for: interval)
    }
    return false
  }
}
