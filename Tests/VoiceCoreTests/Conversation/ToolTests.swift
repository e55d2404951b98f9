import Testing
import VoiceCore

@Suite("What a model may call")
struct ToolTests {
  private func fault(_ name: String, _ arguments: [String: ToolArguments.Value]?) -> String? {
    do throws(ToolFault) {
      _ = try ToolReport(name, arguments.map { ToolArguments($0) })
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `a model that is wrong reads what it must do`() {
    #expect(fault("look_up", nil) == "the arguments are no JSON object")
    #expect(fault("look_up", ["question": .number(1)]) == "`question` must be a text of 1 to 1000 characters")
    #expect(
      fault("transfer", ["reason": .text("vip")])
        == "`reason` must be one of caller_wish, frustration, emergency, keyword")
    #expect(fault("report_outcome", ["attempt": .number(1)]) == "`served` must be true or false")
    #expect(fault("speak_language", ["language": .null]) == "`language` must be a BCP 47 tag, such as en, es or pt-BR")
    #expect(fault("sing", [:]) == "unknown tool")
  }

  @Test func `a text that is far too long is refused`() {
    #expect(fault("look_up", ["question": .text(String(repeating: "é", count: 1_000_000))]) != nil)
    #expect(fault("look_up", ["question": .text(String(repeating: "é", count: 1000))]) == nil)
  }

  @Test func `what is remembered of calls has a bound`() {
    var loop = ToolLoop()
    let first = (0...ToolLoop.remembered).map { loop.owesResult(to: "\($0)") }
    #expect(first.allSatisfy { $0 })
    let again = ["1", "0"].map { loop.owesResult(to: $0) }
    #expect(again == [false, true], "the oldest is forgotten")
  }
}
