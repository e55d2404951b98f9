import NIOCore
import OpenAI
import Testing

@Suite("What the provider says of our limits", .timeLimit(.minutes(1)))
struct RateLimitTests {
  private static func update(_ limits: String) -> String {
    #"{"type":"rate_limits.updated","event_id":"e","rate_limits":\#(limits)}"#
  }

  @Test func `what is left is told with every update, and that it is little once a session`() throws {
    var stage = try SessionStage.greeted()
    let plenty =
      #"[{"name":"requests","limit":1000,"remaining":999,"reset_seconds":60},"#
      + #"{"name":"tokens","limit":40000,"remaining":39000,"reset_seconds":1.5}]"#
    stage.receive(Self.update(plenty))
    #expect(
      stage.limits == [
        RateLimit(.requests, limit: 1000, remaining: 999), RateLimit(.tokens, limit: 40_000, remaining: 39_000),
      ])
    #expect(stage.notices.isEmpty)
    let scarce = #"[{"name":"tokens","limit":40000,"remaining":3999}]"#
    stage.receive(Self.update(scarce), Self.update(scarce))
    #expect(stage.limits.count == 4)
    #expect(stage.notices == [.scarce(.tokens)])
  }

  @Test(arguments: [
    "[]", "{}", "7", "null", #"[{"name":"cats","limit":1,"remaining":1}]"#, #"[{"name":"tokens"}]"#,
    #"[{"name":"tokens","limit":0,"remaining":0}]"#, #"[{"name":"tokens","limit":1e400,"remaining":-1}]"#,
    #"[{"name":"tokens","limit":1e30,"remaining":-1}]"#,
  ])
  func `what makes no sense is no news, and no fault`(limits: String) throws {
    #expect(try ServerEvent(ByteBuffer(string: Self.update(limits))) == .rateLimits([]))
  }
}
