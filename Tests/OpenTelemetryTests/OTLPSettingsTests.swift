import OpenTelemetry
import Testing

@Suite("Where traces go")
struct OTLPSettingsTests {
  @Test(arguments: ["http://127.0.0.1:4318", "http://127.0.0.1:4318/", "https://otel.example.com/team/"])
  func `traces are at their path under the collector's address`(endpoint: String) throws {
    let settings = try OTLPSettings(endpoint: endpoint)
    #expect(settings.url.hasSuffix("/v1/traces") && !settings.url.contains("//v1"))
    #expect(settings.serviceName == "voicecore" && settings.headers.isEmpty)
  }

  @Test(arguments: ["", "127.0.0.1:4318", "grpc://a:4317", "http://", "http://a/?key=1", "http://user:secret@a/"])
  func `what is no such address is refused`(endpoint: String) {
    #expect(throws: OTLPSettings.Unusable.endpoint) { try OTLPSettings(endpoint: endpoint) }
  }

  @Test(arguments: ["key", "=value", "a b:c=1", "a=%0d%0ab", "a=%zz"])
  func `what is no header is refused, and no value is told`(headers: String) {
    let refused = #expect(throws: OTLPSettings.Unusable.self) {
      try OTLPSettings(endpoint: "http://a", headers: headers)
    }
    #expect(refused == .headers)
  }
}
