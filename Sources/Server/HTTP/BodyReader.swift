internal import HTTPTypes
internal import HummingbirdCore
internal import NIOCore

/// Reads a request's body within bounds of size and time; one that takes too long costs the client its connection.
struct BodyReader {
  private let limits: ServerLimits
  private let channel: any Channel
  private let announced: Int?
  private let isThere: Bool
  private var parts: RequestBody.AsyncIterator

  init(_ request: HummingbirdCore.Request, _ limits: ServerLimits, _ channel: any Channel) {
    self.limits = limits
    self.channel = channel
    announced = request.headers[.contentLength].flatMap { Int($0) }
    isThere = announced.map { $0 > 0 } ?? request.headers.contains(.transferEncoding)
    parts = request.body.makeAsyncIterator()
  }

  /// The whole body; `nil` when it is larger than the bound, and then the rest of it is unread.
  mutating func read() async throws -> [UInt8]? {
    guard isThere else { return [] }
    guard announced ?? 0 <= limits.maximumBodyBytes else { return nil }
    let deadline = closing(after: limits.bodyTimeout)
    defer { deadline.cancel() }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(announced ?? 0)
    while let part = try await parts.next() {
      guard bytes.count + part.readableBytes <= limits.maximumBodyBytes else { return nil }
      bytes.append(contentsOf: part.readableBytesView)
    }
    return bytes
  }

  /// Reads on for a while and keeps nothing: hanging up on a client that is still sending would lose it the answer.
  mutating func discard() async throws {
    let deadline = closing(after: limits.discardTimeout)
    defer { deadline.cancel() }
    var discarded = 0
    while discarded < limits.maximumDiscardedBytes, let part = try await parts.next() {
      discarded += part.readableBytes
    }
  }

  private func closing(after delay: Duration) -> Scheduled<Void> {
    channel.eventLoop.scheduleTask(in: TimeAmount(delay)) { [channel] in channel.close(promise: nil) }
  }
}
