internal import FoundationEssentials
internal import VoiceCore

/// A batch of spans as the protocol's JSON: names in lower camel case, identifiers in hexadecimal, 64-bit numbers as texts,
/// enumerations as numbers.
/// Source: OTLP specification 1.x, "JSON Protobuf Encoding"; opentelemetry-proto `trace.proto`, `trace_service.proto`.
struct TraceRequest: Encodable {
  let resourceSpans: [ResourceSpans]

  struct ResourceSpans: Encodable {
    let resource: Resource
    let scopeSpans: [ScopeSpans]
  }

  struct Resource: Encodable { let attributes: [KeyValue] }

  struct ScopeSpans: Encodable {
    let scope: Scope
    let spans: [SpanJSON]
  }

  struct Scope: Encodable {
    let name: String
    let version: String
  }

  struct SpanJSON: Encodable {
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

  /// 0 is unset, 2 an error.
  struct Status: Encodable { let code: Int }

  struct KeyValue: Encodable {
    let key: String
    let value: AnyValue

    init(_ attribute: TraceSpan.Attribute) {
      key = attribute.key
      value =
        switch attribute.value {
        case .text(let text): AnyValue(stringValue: text)
        case .number(let number): AnyValue(intValue: "\(number)")
        }
    }
  }

  /// One of the two.
  struct AnyValue: Encodable {
    var stringValue: String?
    var intValue: String?
  }

  /// These spans of the service of this name and version.
  init(_ spans: [TraceSpan], service: String, version: String) {
    let resource = [
      TraceSpan.Attribute("service.name", .text(service)), TraceSpan.Attribute("service.version", .text(version)),
    ]
    resourceSpans = [
      ResourceSpans(
        resource: Resource(attributes: resource.map(KeyValue.init)),
        scopeSpans: [ScopeSpans(scope: Scope(name: "voicecore", version: version), spans: spans.map(SpanJSON.init))])
    ]
  }

  /// The bytes to send.
  var bytes: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map(Array.init) ?? []
  }
}

extension TraceRequest.SpanJSON {
  fileprivate init(_ span: TraceSpan) {
    traceId = span.place.trace
    spanId = TraceContext.text(of: span.place.span)
    parentSpanId = span.parent.map(TraceContext.text)
    name = span.name
    kind =
      switch span.kind {
      case .inner: 1
      case .server: 2
      case .client: 3
      }
    startTimeUnixNano = Self.nanoseconds(span.start)
    endTimeUnixNano = Self.nanoseconds(span.end)
    attributes = span.attributes.map(TraceRequest.KeyValue.init)
    status = TraceRequest.Status(code: span.isFailed ? 2 : 0)
  }

  /// As a text, so that nothing overflows; before the epoch there are no spans.
  private static func nanoseconds(_ moment: Timestamp) -> String {
    moment.microseconds > 0 ? "\(moment.microseconds)000" : "0"
  }
}
