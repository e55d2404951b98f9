import Testing
import VoiceCore

@Suite("Utterances in the order of their turns", .timeLimit(.minutes(1)))
struct UtteranceOrderTests {
  private typealias Spoken = UtteranceOrder<Int>.Spoken

  @Test func `words that come late wait for nobody who began after them`() {
    var order = UtteranceOrder<Int>()
    #expect(order.begin(1, by: .caller) == [] && order.begin(2, by: .receptionist) == [])
    #expect(order.complete(2, "Nine to five.") == [])
    #expect(
      order.complete(1, "When are you open?")
        == [
          Spoken(id: 1, speaker: .caller, text: "When are you open?"),
          Spoken(id: 2, speaker: .receptionist, text: "Nine to five."),
        ])
    #expect(order.waiting == [])
  }

  @Test func `a turn without words holds nobody up`() {
    var order = UtteranceOrder<Int>()
    for id in 1...3 { _ = order.begin(id, by: .caller) }
    #expect(order.complete(3, "c") == [] && order.giveUp(2) == [])
    #expect(order.complete(1, "a").map(\.id) == [1, 3])
  }

  @Test func `repeats and unknown names change nothing`() {
    var order = UtteranceOrder<Int>()
    #expect(order.complete(7, "x") == [] && order.giveUp(7) == [])
    _ = order.begin(1, by: .caller)
    #expect(order.begin(1, by: .receptionist) == [] && order.waiting == [1])
    _ = order.begin(2, by: .caller)
    #expect(order.complete(2, "first") == [] && order.complete(2, "second") == [])
    #expect(order.complete(1, "a").map(\.text) == ["a", "first"])
    #expect(order.begin(1, by: .caller) == [] && order.waiting == [])
  }

  @Test func `beyond the limit the oldest turn is given up`() {
    var order = UtteranceOrder<Int>(maximumWaiting: 2)
    for id in 1...2 { _ = order.begin(id, by: .caller) }
    _ = order.complete(2, "b")
    #expect(order.begin(3, by: .caller) == [Spoken(id: 2, speaker: .caller, text: "b")])
    #expect(order.waiting == [3])
    #expect(order.complete(1, "too late") == [])
  }

  @Test func `what waits and what is remembered stay within their bounds`() {
    var order = UtteranceOrder<Int>(maximumWaiting: 4)
    for id in 0..<10_000 {
      _ = order.begin(id, by: .caller)
      #expect(order.waiting.count <= 4)
    }
    #expect(order.waiting == [9996, 9997, 9998, 9999])
  }

  @Test func `what was through long ago is forgotten, and no sooner`() {
    var order = UtteranceOrder<Int>(maximumWaiting: 2)
    for id in 1...5 {
      _ = order.begin(id, by: .caller)
      _ = order.complete(id, "word")
    }
    #expect(order.begin(2, by: .caller) == [] && order.waiting == [])
    #expect(order.begin(1, by: .caller) == [] && order.waiting == [1])
  }
}
