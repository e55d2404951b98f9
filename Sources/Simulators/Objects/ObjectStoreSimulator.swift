public import NIOCore

/// A stand-in for an S3 store that speaks its protocol over loopback: one bucket, by path, whole objects and lists of them. It checks
/// every signature, goes wrong where it is told to, and refuses with 501 what it doesn't do (ranges, parts of uploads, versions).
public final class ObjectStoreSimulator: Sendable {
  private let server: LoopbackServer
  private let bucket: Bucket

  /// Opens the endpoint; `shutdown()` closes everything again.
  /// - Throws: when the port is taken.
  public static func start(
    _ configuration: ObjectStoreConfiguration, on group: any EventLoopGroup
  ) async throws(ObjectStoreUnavailable) -> ObjectStoreSimulator {
    let bucket = Bucket(configuration) { CarrierTime.now }
    do {
      let server = try await LoopbackServer.start(
        port: configuration.port, maximumBodyBytes: configuration.maximumObjectBytes + 1, on: group
      ) { bucket.reply(to: $0) }
      return ObjectStoreSimulator(server, bucket)
    } catch {
      throw ObjectStoreUnavailable()
    }
  }

  private init(_ server: LoopbackServer, _ bucket: Bucket) {
    self.server = server
    self.bucket = bucket
  }

  /// Where the store is, without a slash at the end.
  public var endpoint: String { "http://127.0.0.1:\(server.port)" }

  /// The keys of all objects, in order.
  public var keys: [String] { bucket.keys }

  /// Method and path of every request, in order.
  public var requests: [String] { bucket.requests }

  /// What is kept under a key.
  public func bytes(at key: String) -> [UInt8]? { bucket.bytes(at: key) }

  /// The next requests that are signed well go wrong so, one each; `nil` is one that goes well.
  public func fail(_ faults: ObjectStoreFault?...) { bucket.fail(faults) }

  /// Closes everything.
  public func shutdown() async { await server.shutdown() }

  /// Runs `body` with a store that is shut down afterwards on every path.
  public static func running<Outcome: Sendable>(
    _ configuration: ObjectStoreConfiguration, on group: any EventLoopGroup,
    _ body: (ObjectStoreSimulator) async throws -> Outcome
  ) async throws -> Outcome {
    let store = try await start(configuration, on: group)
    do {
      let outcome = try await body(store)
      await store.shutdown()
      return outcome
    } catch {
      await store.shutdown()
      throw error
    }
  }
}

/// The simulated object store's port is taken, or loopback is not to be had.
public struct ObjectStoreUnavailable: Error, Equatable, Sendable {}
