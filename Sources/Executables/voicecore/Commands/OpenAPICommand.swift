import ArgumentParser
import Logging
import NIOPosix
import Server

/// Prints the OpenAPI document.
struct OpenAPICommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "openapi", abstract: "Prints the OpenAPI 3.1 document of the REST API.",
    discussion: "Example:\n  voicecore openapi > openapi.json")

  func run() async throws {
    var settings = Settings()
    settings.database = .memory
    let deployment = try await Deployment.assemble(
      settings, eventLoops: MultiThreadedEventLoopGroup.singleton, metrics: PrometheusMetrics(),
      log: Logger(label: "voicecore") { _ in SwiftLogNoOpLogHandler() })
    print(OpenAPIDocument(routes: deployment.routes, version: productVersion).json)
    await deployment.close()
  }
}
