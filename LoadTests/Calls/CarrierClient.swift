import AsyncHTTPClient
import NIOCore

/// The HTTP client by which a generator speaks to a server as the carrier does.
enum CarrierClient {
  /// Runs the body with a client that is shut down again, however the body ends.
  static func running<Outcome>(
    on group: any EventLoopGroup, _ body: (HTTPClient) async throws -> Outcome
  ) async throws -> Outcome {
    var settings = HTTPClient.Configuration(redirectConfiguration: .disallow)
    // The carrier doesn't try a connection again until its time is over; nor is a server that is gone waited for.
    settings.connectionPool.retryConnectionEstablishment = false
    settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 32
    let client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: settings)
    do {
      let outcome = try await body(client)
      try? await client.shutdown()  // it is shut down already, or now
      return outcome
    } catch {
      try? await client.shutdown()
      throw error
    }
  }
}
