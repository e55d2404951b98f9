internal import FoundationEssentials
public import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// An OpenTelemetry collector's door for traces over HTTP, on loopback: reads the protocol's JSON by itself and refuses what a real
/// one would refuse.
/// Source: OTLP specification 1.x, "OTLP/HTTP" and "JSON Protobuf Encoding".
public final class TraceCollector: Sendable {
  /// How it answers what it could read.
  public enum Manner: Equatable, Sendable {
    case takes
    /// Takes the batch but so many of its spans.
    case rejects(Int)
    case status(Int)
    /// The connection breaks.
    case breaks
  }

  /// A span as it was read.
  public struct Received: Equatable, Sendable {
    public let trace: String
    public let span: String
    public let parent: String?
    public let name: String
    public let kind: Int
    /// Nanoseconds since 1970.
    public let start: UInt64
    public let end: UInt64
    public let status: Int
    public let attributes: [String: String]
    /// What the service calls itself.
    public let service: String?
  }

  fileprivate struct State {
    var manner: [Manner]
    var spans: [Received] = []
    var requests = 0
    var refused = 0
    var headers: [[String: String]] = []
  }

  private final class Desk: Sendable {
    let state: Mutex<State>

    init(_ manner: [Manner]) { state = Mutex(State(manner: manner)) }
  }

  private let desk: Desk
  private let server: LoopbackServer

  /// The collector's address, as the setting wants it.
  public var endpoint: String { "http://127.0.0.1:\(server.port)" }
  /// All spans that it took, in the order in which they came.
  public var spans: [Received] { desk.state.withLock { $0.spans } }
  /// How many requests came.
  public var requests: Int { desk.state.withLock { $0.requests } }
  /// How many weren't what the protocol wants.
  public var refused: Int { desk.state.withLock { $0.refused } }
  /// The requests' headers, names in lower case.
  public var headers: [[String: String]] { desk.state.withLock { $0.headers } }

  /// A collector that answers its requests so, one after the other, and all later ones as the last.
  public static func start(_ manners: Manner..., on group: any EventLoopGroup) async throws -> TraceCollector {
    let desk = Desk(manners.isEmpty ? [.takes] : manners)
    return TraceCollector(
      desk,
      try await LoopbackServer.start(port: 0, maximumBodyBytes: 16 << 20, on: group) { request in
        desk.state.withLock { $0.answer(request) }
      })
  }

  private init(_ desk: Desk, _ server: LoopbackServer) {
    self.desk = desk
    self.server = server
  }

  /// Is gone.
  public func shutdown() async { await server.shutdown() }
}

extension TraceCollector.State {
  fileprivate mutating func answer(_ request: LoopbackRequest) -> LoopbackReply {
    requests += 1
    headers.append(
      Dictionary(request.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { $0 + ", " + $1 }))
    guard request.method == "POST", request.target == "/v1/traces",
      request.headers.first(name: "content-type") == "application/json",
      let read = try? JSONDecoder().decode(TraceMessage.self, from: Data(request.body.readableBytesView)),
      let batch = read.received
    else {
      refused += 1
      return LoopbackReply(status: 400)
    }
    let manner = manner.count > 1 ? manner.removeFirst() : manner[0]
    switch manner {
    case .breaks: return LoopbackReply(status: 500, manner: .broken)
    case .status(let status): return LoopbackReply(status: status)
    case .takes:
      spans += batch
      return .json("{}")
    case .rejects(let count):
      spans += batch.dropFirst(count)
      return .json(#"{"partialSuccess":{"rejectedSpans":"\#(count)","errorMessage":"no"}}"#)
    }
  }
}

extension LoopbackReply {
  fileprivate static func json(_ text: String) -> LoopbackReply {
    LoopbackReply(status: 200, headers: ["Content-Type": "application/json"], body: ByteBuffer(string: text))
  }
}

/// What is read of a request.
private struct TraceMessage: Decodable {
  let resourceSpans: [ResourceSpans]

  struct ResourceSpans: Decodable {
    let resource: Resource
    let scopeSpans: [ScopeSpans]
  }

  struct Resource: Decodable { let attributes: [KeyValue] }
  struct ScopeSpans: Decodable { let spans: [Span] }

  struct Span: Decodable {
    let traceId: String
    let spanId: String
    let parentSpanId: String?
    let name: String
    let kind: Int
    let startTimeUnixNano: String
    let endTimeUnixNano: String
    let attributes: [KeyValue]
    let status: Status
  }

  struct Status: Decodable { let code: Int }

  struct KeyValue: Decodable {
    let key: String
    let value: Value
  }

  struct Value: Decodable {
    let stringValue: String?
    let intValue: String?
  }

  /// `nil` where an identifier isn't hexadecimal digits of its length, or zero, or a time is no number.
  var received: [TraceCollector.Received]? {
    var all: [TraceCollector.Received] = []
    for resource in resourceSpans {
      let service = resource.resource.attributes.first { $0.key == "service.name" }?.value.stringValue
      for span in resource.scopeSpans.flatMap(\.spans) {
        guard Self.isName(span.traceId, 32), Self.isName(span.spanId, 16),
          span.parentSpanId.map({ Self.isName($0, 16) }) ?? true, (0...5).contains(span.kind), !span.name.isEmpty,
          let start = UInt64(span.startTimeUnixNano), let end = UInt64(span.endTimeUnixNano), start <= end,
          span.attributes.allSatisfy({ ($0.value.stringValue == nil) != ($0.value.intValue == nil) })
        else { return nil }
        all.append(
          TraceCollector.Received(
            trace: span.traceId, span: span.spanId, parent: span.parentSpanId, name: span.name, kind: span.kind,
            start: start, end: end, status: span.status.code,
            attributes: Dictionary(
              span.attributes.map { ($0.key, $0.value.stringValue ?? $0.value.intValue ?? "") },
              uniquingKeysWith: { $1 }), service: service))
      }
    }
    return all
  }

  private static func isName(_ text: String, _ length: Int) -> Bool {
    text.utf8.count == length && text.allSatisfy(\.isHexDigit) && text.contains { $0 != "0" }
  }
}
