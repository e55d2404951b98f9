import Foundation
import Logging
import NIOCore
import NIOPosix
import ObjectStorage
import Simulators
import Synchronization
import VoiceCore

/// A simulated store and our side of it.
struct Store: Sendable {
  static let configuration = ObjectStoreConfiguration(
    bucket: "calls", region: "eu-central-1", accessKeyID: "AKIDEXAMPLE", secretAccessKey: "a/secret+key")

  let simulator: ObjectStoreSimulator
  let objects: S3Objects
  let pauses: Pauses

  /// Runs the body on both and closes them.
  static func run(
    _ configuration: ObjectStoreConfiguration = configuration, bucket: String = "calls",
    credentials: S3Credentials = S3Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "a/secret+key"),
    region: String = "eu-central-1", limits: S3Limits = S3Limits(),
    _ body: @escaping @Sendable (Store) async throws -> Void
  ) async throws {
    try await ObjectStoreSimulator.running(configuration, on: MultiThreadedEventLoopGroup.singleton) { simulator in
      let pauses = Pauses()
      let objects = S3Objects(
        try S3Settings(url: "s3://\(bucket)?region=\(region)&endpoint=\(simulator.endpoint)", credentials: credentials),
        limits: limits, time: pauses, chance: Chance { 300_000 },
        log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      let outcome: Result<Void, any Error>
      do {
        outcome = .success(try await body(Store(simulator: simulator, objects: objects, pauses: pauses)))
      } catch {
        outcome = .failure(error)
      }
      await objects.close()
      try outcome.get()
    }
  }
}

/// The machine's time, in which nobody really waits.
final class Pauses: TimeSource {
  private let spans = Mutex<[Duration]>([])

  var all: [Duration] { spans.withLock { $0 } }

  func now() -> Timestamp { Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }

  func sleep(for span: Duration) async throws {
    try Task.checkCancellation()
    spans.withLock { $0.append(span) }
  }
}
