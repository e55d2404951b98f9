import Testing
import VoiceCore

@Suite("A span's place")
struct TraceContextTests {
  static let example = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

  @Test func `the standard's example is read and written`() throws {
    let place = try #require(TraceContext(traceparent: Self.example))
    #expect(place.trace == "4bf92f3577b34da6a3ce929d0e0e4736")
    #expect(TraceContext.text(of: place.span) == "00f067aa0ba902b7")
    #expect(place.isSampled)
    #expect(place.traceparent == Self.example)
    let left = try #require(TraceContext(traceparent: Self.example.dropLast(2) + "00"))
    #expect(!left.isSampled)
  }

  @Test func `of a later version what we know is read`() {
    let later = "cc" + Self.example.dropFirst(2)
    #expect(TraceContext(traceparent: later)?.span == 0x00f0_67aa_0ba9_02b7)
    #expect(TraceContext(traceparent: later + "-what-the-future-is")?.isSampled == true)
    #expect(TraceContext(traceparent: later + ".what") == nil)
  }

  @Test(arguments: [
    "", "00", String(example.dropLast()), example + "-1", "ff" + example.dropFirst(2), example.uppercased(),
    "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
    "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
    "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
  ]) func `what is no such header is none`(text: String) {
    #expect(TraceContext(traceparent: text) == nil)
  }

  @Test func `a call's place is the same on every node, and its parts have names of their own`() {
    let call = Call.ID(0x0190_0000_0000_7000_8000_0000_0000_0001)
    let place = TraceContext(of: call)
    #expect(place == TraceContext(of: call))
    #expect(place.trace == "01900000000070008000000000000001")
    let names = Set((0..<1000).map { place.child($0).span })
    #expect(names.count == 1000 && !names.contains(place.span) && !names.contains(0))
    #expect(place.child(7) == place.child(7) && place.child(7).trace == place.trace)
  }
}
