import Logging
import Server
import Testing
import VoiceCore

@Suite("Log lines")
struct StructuredLogTests {
  let page = LogPage()

  func logger(_ format: StructuredLogHandler.Format, _ level: Logger.Level = .info) -> Logger {
    Logger(label: "test") { label in
      StructuredLogHandler(label: label, format: format, level: level, time: HandTime(), sink: page.sink)
    }
  }

  @Test func `a JSON line has its fields in a fixed order`() {
    var logger = logger(.json)
    logger[metadataKey: "call_id"] = "c"
    logger.notice("call ended", metadata: ["zebra": "z", "tenant_id": "t", "apple": ["a", "b"], "request_id": "r"])
    let expected =
      #"{"ts":"2026-01-06T10:00:00.000Z","level":"notice","msg":"call ended","tenant_id":"t","call_id":"c","#
      + #""request_id":"r","apple":["a","b"],"zebra":"z","logger":"test"}"# + "\n"
    #expect(page.lines == [expected])
  }

  @Test func `whatever is logged, it is one line of valid JSON`() throws {
    let logger = logger(.json)
    let nasty = "a\"b\\c\nd\r\u{0}\u{1B}[31m\u{2028}é"
    logger.info("\(nasty)", metadata: ["\(nasty)": "\(nasty)", "ts": "forged", "nested": ["k": ["x": "y"]]])
    let line = try #require(page.lines.first)
    #expect(line.utf8.filter { $0 == 10 }.count == 1 && line.hasSuffix("\n"))
    let tree = try JSON(line)
    #expect(tree["msg"] == .text(nasty))
    #expect(tree[nasty] == .text(nasty))
    #expect(tree["ts"] == .text("2026-01-06T10:00:00.000Z"))
    #expect(tree["_ts"] == .text("forged"))
    #expect(tree["nested"]?["k"]?["x"] == .text("y"))
  }

  @Test func `a text line can't be forged`() {
    logger(.text).warning("two\nlines", metadata: ["key": "a b\nc", "plain": "x", "empty": ""])
    #expect(page.lines == ["10:00:00.000 warning  two\u{FFFD}lines empty=\"\" key=\"a b\u{FFFD}c\" plain=x\n"])
  }

  @Test func `long values are cut`() throws {
    logger(.json).info(
      "\(String(repeating: "m", count: 5000))", metadata: ["v": "\(String(repeating: "v", count: 5000))"])
    let line = try #require(page.lines.first)
    #expect(line.count < 2300)
  }

  @Test func `of an error only the type is told`() throws {
    struct Leaky: Error, CustomStringConvertible { let description = "+14155550199" }
    logger(.json).log(level: .error, "failed", error: Leaky())
    let line = try #require(page.lines.first)
    #expect(line.contains("\"error\":\"Leaky\"") && !line.contains("4155550199"))
  }

  @Test func `levels below the logger's are not written`() {
    let logger = logger(.json, .warning)
    logger.info("quiet")
    logger.error("loud")
    #expect(page.lines.count == 1)
  }
}
