/// Recorded calls as bars, a line each, in order of their beginning.
struct Timeline<Operation: Sendable, Outcome: Sendable> {
  private let calls: [RecordedCall<Operation, Outcome>]

  init(_ calls: [RecordedCall<Operation, Outcome>]) { self.calls = calls }

  var text: String {
    let places = calls.map { max($0.invoked, $0.answer?.responded ?? 0) + 1 }.max() ?? 0
    let width = calls.map(\.client.count).max() ?? 0
    return calls.enumerated().map { number, call in
      let name = padded("\(number + 1)", 4) + padded(call.client, width + 2)
      return name + padded(bar(call, places), places + 2) + words(call)
    }.joined(separator: "\n")
  }

  private func bar(_ call: RecordedCall<Operation, Outcome>, _ places: Int) -> String {
    let before = String(repeating: " ", count: call.invoked)
    guard let end = call.answer?.responded else {
      return before + "|" + String(repeating: "-", count: max(0, places - call.invoked - 1)) + "?"
    }
    return before + "|" + String(repeating: "-", count: end - call.invoked - 1) + "|"
  }

  private func words(_ call: RecordedCall<Operation, Outcome>) -> String {
    let answer = call.answer.map { Rendering.text($0.outcome) } ?? "no answer"
    return Rendering.text(call.operation) + " -> " + answer
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
