import Testing
import VoiceCore

@Suite("Extensions")
struct ExtensionTests {
  private func directory(_ digits: String...) throws -> ExtensionDirectory {
    try ExtensionDirectory(
      try digits.enumerated().map { (try Extension($0.element), .agent(Identifier(UInt128($0.offset)))) })
  }

  private func at(_ milliseconds: Int) -> Timestamp { Timestamp(microseconds: Int64(milliseconds) * 1000) }

  private func key(_ character: Character) throws -> DialKey { try #require(DialKey(character)) }

  @Test func `one that looks like a telephone number is refused with the field's name`() {
    for text in ["+14155550100", "4155550100", "5550100", "0014155550100", "112", "911", "1234567", "tel:+14155550100"]
    {
      #expect(throws: RefusedSetting("extension", .looksLikeNumber)) { try Extension(text) }
    }
    for text in ["", "12a", "1 2", "-1", "#7", "١٢"] {
      #expect(throws: RefusedSetting("extension", .malformed)) { try Extension(text) }
    }
    for text in ["0", "007", "042", "123456"] { #expect(throws: Never.self) { try Extension(text) } }
  }

  @Test func `two with the same extension are refused`() {
    #expect(throws: RefusedSetting("extension", .taken)) { try directory("200", "7", "200") }
  }

  @Test func `an extension that no longer one begins with is complete at once, another after two seconds`() throws {
    let directory = try directory("20", "200", "7")
    var dialled = DialledDigits()
    #expect(try dialled.press(key("7"), at: at(0), in: directory) == [.reached(Extension("7"), .agent(Identifier(2)))])
    #expect(try dialled.press(key("2"), at: at(100), in: directory).isEmpty)
    #expect(try dialled.press(key("0"), at: at(200), in: directory).isEmpty)
    #expect(dialled.deadline == at(2200) && dialled.elapse(to: at(2199), in: directory).isEmpty)
    #expect(try dialled.elapse(to: at(2200), in: directory) == [.reached(Extension("20"), .agent(Identifier(0)))])
    #expect(dialled.deadline == nil && dialled.elapse(to: at(9000), in: directory).isEmpty)
  }

  @Test func `a key that comes late completes what was dialled before it`() throws {
    let directory = try directory("20", "200", "7")
    var dialled = DialledDigits()
    _ = try dialled.press(key("2"), at: at(0), in: directory)
    _ = try dialled.press(key("0"), at: at(100), in: directory)
    #expect(
      try dialled.press(key("7"), at: at(2100), in: directory)
        == [.reached(Extension("20"), .agent(Identifier(0))), .reached(Extension("7"), .agent(Identifier(2)))])
  }

  @Test func `extensions go before the menu, and # and * end and begin anew`() throws {
    let directory = try directory("1", "20", "200")
    var dialled = DialledDigits()
    #expect(try dialled.press(key("1"), at: at(0), in: directory) == [.reached(Extension("1"), .agent(Identifier(0)))])
    #expect(try dialled.press(key("3"), at: at(0), in: directory) == [.menu(key("3"))])
    _ = try dialled.press(key("2"), at: at(0), in: directory)
    #expect(try dialled.press(key("#"), at: at(0), in: directory) == [.menu(key("2"))])
    _ = try dialled.press(key("2"), at: at(0), in: directory)
    #expect(try dialled.press(key("*"), at: at(0), in: directory).isEmpty && dialled.digits.isEmpty)
    _ = try dialled.press(key("2"), at: at(0), in: directory)
    #expect(try dialled.press(key("9"), at: at(0), in: directory) == [.unknown("29")])
    #expect(throws: RefusedSetting("inter_digit_time", .outOfRange(1...10))) { try DialledDigits(interDigitSeconds: 0) }
  }
}
