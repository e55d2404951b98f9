internal import AsyncHTTPClient
internal import FoundationEssentials
public import Logging
internal import Metrics
public import NIOCore
internal import NIOHTTP1
internal import Synchronization
public import VoiceCore

/// Hands spans to an OpenTelemetry collector over OTLP/HTTP, in batches.
///
/// Taking a span is an append under a lock. As many wait as the bound says; what comes then is dropped and counted, so that a
/// collector that is away costs memory once and nobody's time.
/// Source: OTLP specification 1.x, "OTLP/HTTP"; OpenTelemetry, "Batching processor" for the default bounds.
public final class OTLPExporter: Sendable {
  /// How many spans wait, how many go at once, and for how long.
  public struct Limits: Sendable {
    /// How many spans wait at most.
    public var maximumQueue = 2_048
    /// How many go in one request.
    public var maximumBatch = 512
    /// The longest that a span waits while the collector is there.
    public var pause: Duration = .seconds(5)
    /// How long a request may take.
    public var patience: TimeAmount = .seconds(10)
    /// How often a batch is tried.
    public var retry = BackOff.serviceCall

    /// The default bounds.
    public init() {}
  }

  /// Why a batch isn't taken.
  private struct Refusal: Error {
    let mayPass: Bool
    let reason: String
  }

  /// The most of an answer that is read.
  private static let maximumAnswerBytes = 64 << 10

  private let settings: OTLPSettings
  private let version: String
  private let limits: Limits
  private let eventLoops: any EventLoopGroup
  private let time: any TimeSource
  private let chance: Chance
  private let log: Logger
  private let queue = Mutex<[TraceSpan]>([])
  private let isFailing = Mutex(false)
  private let isClosed = Mutex(false)
  private let wakes: AsyncStream<Void>
  private let wake: AsyncStream<Void>.Continuation
  private let exported: Counter
  private let failed: Counter
  private let dropped: Counter

  /// An exporter that isn't running yet, and holds nothing but spans.
  public init(
    _ settings: OTLPSettings, version: String, on eventLoops: any EventLoopGroup, time: any TimeSource, chance: Chance,
    log: Logger, limits: Limits = Limits()
  ) {
    self.settings = settings
    self.version = version
    self.limits = limits
    self.time = time
    self.chance = chance
    self.log = log
    self.eventLoops = eventLoops
    (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    (exported, failed, dropped) = (Self.counter("exported"), Self.counter("failed"), Self.counter("dropped"))
  }

  private static func counter(_ result: String) -> Counter {
    Counter(label: "voicecore_trace_spans_total", dimensions: [("result", result)])
  }

  /// The port that takes spans.
  public var sink: SpanSink { SpanSink { self.take($0) } }

  private func take(_ span: TraceSpan) {
    let waiting = queue.withLock { queue -> Int? in
      guard queue.count < limits.maximumQueue else { return nil }
      queue.append(span)
      return queue.count
    }
    guard let waiting else { return dropped.increment() }
    if waiting == limits.maximumBatch { wake.yield() }
  }

  /// Exports until `close`, and then what still waits, each batch once; or until the task is cancelled.
  public func run() async {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.httpVersion = .http1Only
    let client = HTTPClient(eventLoopGroupProvider: .shared(eventLoops), configuration: configuration)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { [time, limits, wake] in
        while (try? await time.sleep(for: limits.pause)) != nil { wake.yield() }
      }
      // A wake-up that still waits at the end is the last flush's.
      for await _ in wakes where !isClosed.withLock({ $0 }) { await flush(through: client, by: limits.retry) }
      await flush(through: client, by: limits.retry.limited(toTries: 1))
      group.cancelAll()
    }
    try? await client.shutdown()
  }

  /// From now on nothing is waited for. Twice is once.
  public func close() {
    isClosed.withLock { $0 = true }
    wake.finish()
  }

  /// Sends what waits now, up to the first batch that isn't taken: what comes after it would fare the same.
  private func flush(through client: HTTPClient, by policy: BackOff) async {
    while !Task.isCancelled {
      let batch = queue.withLock { queue in
        let batch = Array(queue.prefix(limits.maximumBatch))
        queue.removeFirst(batch.count)
        return batch
      }
      guard !batch.isEmpty, await export(batch, through: client, by: policy) else { return }
    }
  }

  private func export(_ batch: [TraceSpan], through client: HTTPClient, by policy: BackOff) async -> Bool {
    let bytes = TraceRequest(batch, service: settings.serviceName, version: version).bytes
    do throws(Refusal) {
      let rejected = try await Retrying(policy, time: time, chance: chance)(while: \.mayPass) { () throws(Refusal) in
        try await self.post(bytes, through: client)
      }
      exported.increment(by: max(0, batch.count - rejected))
      failed.increment(by: min(rejected, batch.count))
      tell(nil)
      return true
    } catch {
      failed.increment(by: batch.count)
      tell(error.reason)
      return false
    }
  }

  /// How many spans the collector didn't want.
  private func post(_ bytes: [UInt8], through client: HTTPClient) async throws(Refusal) -> Int {
    var request = HTTPClientRequest(url: settings.url)
    request.method = .POST
    request.headers.add(name: "content-type", value: "application/json")
    request.headers.add(name: "user-agent", value: "VoiceCore/\(version)")
    for header in settings.headers { request.headers.replaceOrAdd(name: header.name, value: header.value) }
    request.body = .bytes(ByteBuffer(bytes: bytes))
    let response: HTTPClientResponse
    do { response = try await client.execute(request, timeout: limits.patience) } catch {
      throw Refusal(mayPass: true, reason: "not reached")
    }
    let status = Int(response.status.code)
    guard 200..<300 ~= status else {
      // Source: OTLP specification, "Retryable Response Codes".
      throw Refusal(mayPass: [429, 502, 503, 504].contains(status), reason: "status \(status)")
    }
    // An answer that can't be read has taken the spans all the same.
    let body = try? await response.body.collect(upTo: Self.maximumAnswerBytes)
    return body.map(Array.init(buffer:)).map(Self.rejected) ?? 0
  }

  private static func rejected(_ bytes: [UInt8]) -> Int {
    struct Answer: Decodable {
      struct Partial: Decodable { let rejectedSpans: String? }
      let partialSuccess: Partial?
    }
    let answer = try? JSONDecoder().decode(Answer.self, from: Data(bytes))
    return answer?.partialSuccess?.rejectedSpans.flatMap { Int($0) }.map { max(0, $0) } ?? 0
  }

  /// Says when it begins to fail and when it is well again, and nothing in between.
  private func tell(_ failure: String?) {
    let was = isFailing.withLock { isFailing in
      defer { isFailing = failure != nil }
      return isFailing
    }
    switch (was, failure) {
    case (false, let failure?): log.warning("traces aren't taken", metadata: ["reason": "\(failure)"])
    case (true, nil): log.notice("traces are taken again")
    default: break
    }
  }
}
