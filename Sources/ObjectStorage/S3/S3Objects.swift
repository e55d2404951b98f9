internal import AsyncHTTPClient
public import Logging
public import NIOCore
internal import NIOHTTP1
internal import Synchronization
public import VoiceCore
internal import Web

/// Objects in a bucket of Amazon S3 or of a store that speaks its protocol. Source: Amazon S3, "API Reference".
///
/// What is acknowledged is stored and seen by every reader (S3 is consistent so). Every order may be repeated, so what may pass is
/// tried again, within bounds. Has an HTTP client of its own, which follows no redirect and wants `close`. The key needs to get,
/// put and delete objects and to list the bucket. In a bucket that keeps versions nothing is ever really deleted: don't use one.
public final class S3Objects: ObjectStore {
  /// The most bytes of a list or an error that are read.
  static let maximumDocumentBytes = 4 << 20
  /// How many objects are deleted at once.
  static let deletions = 8

  private let settings: S3Settings
  private let limits: S3Limits
  private let signature: S3Signature
  private let time: any TimeSource
  private let trying: Retrying
  private let gate: ServiceGate
  private let client: HTTPClient
  private let log: Logger
  private let underWay = Mutex(0)

  /// The bucket of these settings. Nothing is asked of it yet.
  /// - Parameter gate: every order passes it; one that may not pass is `.unavailable`.
  public init(
    _ settings: S3Settings, limits: S3Limits = S3Limits(), time: any TimeSource, chance: Chance,
    eventLoopGroup: (any EventLoopGroup)? = nil, gate: ServiceGate = .open, log: Logger
  ) {
    self.settings = settings
    self.limits = limits
    self.time = time
    self.gate = gate
    trying = Retrying(limits.backOff, time: time, chance: chance)
    self.log = log
    signature = S3Signature(settings.credentials, region: settings.region)
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.timeout = HTTPClient.Configuration.Timeout(
      connect: limits.silence, read: limits.silence, write: limits.silence)
    // Repeated here, where it is counted.
    configuration.connectionPool.retryConnectionEstablishment = false
    client = HTTPClient(
      eventLoopGroup: eventLoopGroup ?? HTTPClient.defaultEventLoopGroup, configuration: configuration)
  }

  /// Lets go of the connections. Orders that still run fail with `.unavailable`.
  public func close() async {
    // Closing twice is no harm: the only failure is that it was done already.
    try? await client.shutdown()
  }

  /// What is wrong with the bucket, the key or the way there; `nil` when objects can be listed. Changes nothing.
  public func trouble() async -> S3Trouble? {
    do throws(S3Trouble) {
      _ = try await exchange(.list(prefix: "tenants/", limit: 1)).names(below: "tenants/")
      return nil
    } catch {
      return error
    }
  }

  /// See `ObjectStore`.
  public func put(_ bytes: [UInt8], at key: ObjectKey) async throws(ObjectFailure) {
    guard bytes.count <= limits.size else { throw .tooLarge }
    try await order(.put(bytes, key)) { answer throws(S3Trouble) in try answer.done() }
  }

  /// See `ObjectStore`.
  public func get(_ key: ObjectKey) async throws(ObjectFailure) -> [UInt8]? {
    try await order(.get(key)) { answer throws(S3Trouble) in try answer.object() }
  }

  /// See `ObjectStore`.
  public func delete(_ key: ObjectKey) async throws(ObjectFailure) {
    try await order(.delete(key.text)) { answer throws(S3Trouble) in try answer.deleted() }
  }

  /// See `ObjectStore`; in the order of the keys, and a thousand at most.
  public func deleteAny(of tenant: Tenant.ID, limit: Int) async throws(ObjectFailure) -> Int {
    guard limit > 0 else { return 0 }
    let prefix = ObjectKey.prefix(of: tenant)
    let names = try await order(.list(prefix: prefix, limit: limit)) { answer throws(S3Trouble) in
      Array(try answer.names(below: prefix).prefix(limit))
    }
    let failed = await withTaskGroup(of: ObjectFailure?.self) { group in
      var failed: ObjectFailure?
      for (index, name) in names.enumerated() {
        if index >= Self.deletions, let failure = await group.next() { failed = failed ?? failure }
        if failed != nil { break }
        group.addTask { await self.failure(deleting: name) }
      }
      for await failure in group { failed = failed ?? failure }
      return failed
    }
    if let failed { throw failed }
    return names.count
  }

  private func failure(deleting name: String) async -> ObjectFailure? {
    do throws(ObjectFailure) {
      try await order(.delete(name)) { answer throws(S3Trouble) in try answer.deleted() }
      return nil
    } catch {
      return error
    }
  }

  /// Gives an order until it is done, refused, or was tried often enough.
  private func order<Outcome: Sendable>(
    _ operation: S3Operation, reading outcome: (S3Answer) throws(S3Trouble) -> Outcome
  ) async throws(ObjectFailure) -> Outcome {
    guard takeTurn() else {
      log.warning("the object store has more orders than are taken", metadata: ["limit": "\(limits.underWay)"])
      throw .unavailable
    }
    defer { underWay.withLock { $0 -= 1 } }
    guard let permit = gate.admit() else { throw .unavailable }
    var tries = 0
    do throws(S3Trouble) {
      let done = try await trying(while: \.isPassing) { () async throws(S3Trouble) -> Outcome in
        tries += 1
        return try outcome(try await exchange(operation))
      }
      gate.tell(permit, .served)
      return done
    } catch {
      gate.tell(permit, Task.isCancelled ? .abandoned : error.isPassing ? .failed : .served)
      // Neither the key nor the store's words: they would tell of tenants.
      log.warning("the object store did not do as told", metadata: ["reason": "\(error)", "tries": "\(tries)"])
      throw error == .tooLarge ? .tooLarge : .unavailable
    }
  }

  private func takeTurn() -> Bool {
    underWay.withLock { count in
      guard count < limits.underWay else { return false }
      count += 1
      return true
    }
  }

  /// One request and its whole answer.
  private func exchange(_ operation: S3Operation) async throws(S3Trouble) -> S3Answer {
    let asked = operation.request(to: settings)
    let query = asked.query.isEmpty ? "" : "?" + S3Signature.query(asked.query)
    var request = HTTPClientRequest(url: settings.base + asked.path + query)
    request.method = HTTPMethod(rawValue: asked.method)
    for field in asked.headers + signature.headers(for: asked, at: time.now()) {
      request.headers.add(name: field.name, value: field.value)
    }
    if request.method == .PUT { request.body = .bytes(ByteBuffer(bytes: asked.body)) }
    do {
      let response = try await client.execute(request, timeout: limits.patience, logger: nil)
      let status = Int(response.status.code)
      let isObject = if case .get = operation { status == 200 } else { false }
      let body = try await Self.body(of: response, atMost: isObject ? limits.size : Self.maximumDocumentBytes)
      return S3Answer(status: status, digest: response.headers.first(name: S3Operation.digest), body: body)
    } catch let trouble as S3Trouble {
      throw trouble
    } catch {
      throw .unreachable
    }
  }

  private static func body(of response: HTTPClientResponse, atMost limit: Int) async throws -> [UInt8] {
    let length = response.headers.first(name: "content-length").flatMap { Int($0) }
    guard length ?? 0 <= limit else { throw S3Trouble.tooLarge }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(length ?? 0)
    for try await chunk in response.body {
      guard bytes.count + chunk.readableBytes <= limit else { throw S3Trouble.tooLarge }
      bytes += chunk.readableBytesView
    }
    return bytes
  }
}
